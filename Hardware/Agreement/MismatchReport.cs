using System.Globalization;
using System.Text;
using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.Hardware.Agreement;

/// <summary>Tells a mismatch in full: the instruction, what it started from, and what differs.</summary>
internal static class MismatchReport
{
    private static readonly string[] Names =
        ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

    private static readonly (int Bit, string Name)[] FlagNames =
    [
        (0, "cf"), (2, "pf"), (4, "af"), (6, "zf"), (7, "sf"), (8, "tf"), (9, "if"), (10, "df"), (11, "of"),
        (14, "nt"), (18, "ac"), (21, "id"),
    ];

    /// <summary>The report, of several lines.</summary>
    /// <param name="mismatch">The mismatch.</param>
    public static string Tell(Mismatch mismatch)
    {
        TestGroup group = mismatch.Group;
        ref readonly CaseContext input = ref group.Inputs[mismatch.Index];
        StringBuilder text = new();
        _ = text.Append(CultureInfo.InvariantCulture, $"{group.Bits}-bit  {Disassemble(group)}\n")
            .Append(CultureInfo.InvariantCulture, $"  bytes   {Convert.ToHexString(group.Code)}")
            .Append(CultureInfo.InvariantCulture, $" at 0x{group.Address:X}, {group.Instruction.Code}\n");
        if (mismatch.Exit != CoreExitKind.BudgetExhausted)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"  the core stopped: {mismatch.Exit}\n");
        }

        ulong defined = DefinedFlags.Mask(group.Instruction, in input);
        _ = text.Append("            input            expected         core\n");
        for (int register = 0; register < (group.Bits == 64 ? 16 : 8); register++)
        {
            AppendRow(
                text, Names[register], input.Registers[register], mismatch.Expected.Registers[register],
                mismatch.Actual.Registers[register], ulong.MaxValue);
        }

        AppendRow(text, "flags", input.Flags, mismatch.Expected.Flags, mismatch.Actual.Flags, defined);
        AppendFlags(text, mismatch, defined);
        if (mismatch.Expected.Landing != mismatch.Actual.Landing)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"  goes on {(Landing)mismatch.Expected.Landing}")
                .Append(CultureInfo.InvariantCulture, $", but the core {(Landing)mismatch.Actual.Landing}\n");
        }

        AppendMemory(text, mismatch, in input);
        return text.ToString();
    }

    /// <summary>An instruction as text.</summary>
    /// <param name="group">The group that it is of.</param>
    public static string Disassemble(TestGroup group)
    {
        StringOutput output = new();
        new IntelFormatter().Format(group.Instruction, output);
        return output.ToStringAndReset();
    }

    private static void AppendRow(
        StringBuilder text, string name, ulong input, ulong expected, ulong actual, ulong compared)
    {
        string mark = ((expected ^ actual) & compared) == 0 ? "" : "  <-- differs";
        _ = text.Append(
            CultureInfo.InvariantCulture, $"  {name,-5} {input,16:X} {expected,16:X} {actual,16:X}{mark}\n");
    }

    private static void AppendFlags(StringBuilder text, Mismatch mismatch, ulong defined)
    {
        foreach ((int bit, string name) in FlagNames)
        {
            if ((((mismatch.Expected.Flags ^ mismatch.Actual.Flags) & defined) >> bit & 1) != 0)
            {
                ulong expected = (mismatch.Expected.Flags >> bit) & 1;
                _ = text.Append(CultureInfo.InvariantCulture, $"  {name} should be {expected}\n");
            }
        }
    }

    private static void AppendMemory(StringBuilder text, Mismatch mismatch, in CaseContext input)
    {
        ulong window = Arena.OriginOf(mismatch.Group.Bits, mismatch.Group.Arena) + mismatch.Group.Window;
        for (int offset = 0; offset < WindowBytes.Count; offset += 16)
        {
            string before = Hex(input.Window, offset);
            string expected = Hex(mismatch.Expected.Window, offset);
            string actual = Hex(mismatch.Actual.Window, offset);
            string mark = expected == actual ? "" : "  <-- differs";
            _ = text.Append(CultureInfo.InvariantCulture, $"  {window + (ulong)offset:X}  {before}\n");
            if (expected != before || actual != before)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"    expected  {expected}\n")
                    .Append(CultureInfo.InvariantCulture, $"    core      {actual}{mark}\n");
            }
        }
    }

    private static string Hex(WindowBytes window, int offset) =>
        Convert.ToHexString(((ReadOnlySpan<byte>)window).Slice(offset, 16));
}
