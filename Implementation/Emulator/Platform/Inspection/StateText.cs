using System.Globalization;
using System.Text;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Platform.Inspection;

/// <summary>The state of a core as text, for a person.</summary>
public static class StateText
{
    private static readonly string[] Names =
    [
        "RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI",
        "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15", "RIP",
    ];

    private static readonly (Rflags Bit, string Name)[] FlagNames =
    [
        (Rflags.Carry, "CF"), (Rflags.Parity, "PF"), (Rflags.Adjust, "AF"), (Rflags.Zero, "ZF"), (Rflags.Sign, "SF"),
        (Rflags.Trap, "TF"), (Rflags.Interrupt, "IF"), (Rflags.Direction, "DF"), (Rflags.Overflow, "OF"),
        (Rflags.NestedTask, "NT"), (Rflags.Resume, "RF"), (Rflags.Virtual8086, "VM"), (Rflags.AlignmentCheck, "AC"),
        (Rflags.Identification, "ID"),
    ];

    private static readonly string[] Vectors =
    [
        "#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM", "#DF", "vector 9", "#TS", "#NP", "#SS", "#GP", "#PF",
        "vector 15", "#MF", "#AC", "#MC", "#XM", "#VE", "#CP",
    ];

    /// <summary>The name of a register by its number in <see cref="RegisterFile"/>.</summary>
    /// <param name="register">The number.</param>
    public static string NameOf(int register) => Names[register];

    /// <summary>Everything, on some twenty lines.</summary>
    /// <param name="core">The core.</param>
    public static string Describe(Core core)
    {
        ref readonly CoreState state = ref core.Current;
        var text = new StringBuilder();
        for (int register = 0; register < RegisterFile.Rip; register++)
        {
            string end = register % 4 == 3 ? "\n" : " ";
            text.Append(CultureInfo.InvariantCulture, $"{Names[register],-3}={state.Registers[register]:x16}{end}");
        }

        text.Append(CultureInfo.InvariantCulture, $"RIP={state.Rip:x16} RFLAGS={(uint)state.Rflags:x8}");
        text.Append(CultureInfo.InvariantCulture, $" [{DescribeFlags(state.Rflags)}]");
        text.Append(CultureInfo.InvariantCulture, $" CPL={state.PrivilegeLevel} mode={core.Mode}\n");
        for (int register = 0; register < SegmentFile.Count; register++)
        {
            AppendSegment(text, core, (SegmentRegister)register);
        }

        text.Append(CultureInfo.InvariantCulture, $"GDTR base={state.Gdtr.Base:x16} limit={state.Gdtr.Limit:x4}  ");
        text.Append(CultureInfo.InvariantCulture, $"IDTR base={state.Idtr.Base:x16} limit={state.Idtr.Limit:x4}\n");
        text.Append(CultureInfo.InvariantCulture, $"CR0={state.Cr0:x8} CR2={state.Cr2:x16} CR3={state.Cr3:x16}");
        text.Append(CultureInfo.InvariantCulture, $" CR4={state.Cr4:x8} CR8={state.Cr8:x}");
        text.Append(CultureInfo.InvariantCulture, $" EFER={(ulong)core.Msrs.Efer:x}\n");
        if (DescribeLastEvent(core) is { } last)
        {
            text.Append(CultureInfo.InvariantCulture, $"last exception: {last}\n");
        }

        return text.ToString();
    }

    /// <summary>The flags that are set, and IOPL.</summary>
    /// <param name="flags">RFLAGS.</param>
    public static string DescribeFlags(Rflags flags)
    {
        IEnumerable<string> set = FlagNames.Where(flag => (flags & flag.Bit) != 0).Select(flag => flag.Name);
        return string.Join(' ', set.Append($"IOPL={(uint)(flags & Rflags.IoPrivilege) >> 12}"));
    }

    /// <summary>The last exception that was raised, or null.</summary>
    private static string? DescribeLastEvent(Core core)
    {
        CpuEvent last = core.PendingEvent;
        if (last == default || last.Kind == CpuEventKind.Unimplemented)
        {
            return null;
        }

        string name = last.Vector < Vectors.Length ? Vectors[last.Vector] : $"vector {last.Vector}";
        string code = last.HasErrorCode ? string.Create(CultureInfo.InvariantCulture, $"(0x{last.ErrorCode:x})") : "";
        return $"{name}{code}";
    }

    private static void AppendSegment(StringBuilder text, Core core, SegmentRegister register)
    {
        Segment segment = core.Current.SegmentOf(register);
        ulong start = register switch
        {
            SegmentRegister.Fs => core.Msrs.FsBase,
            SegmentRegister.Gs => core.Msrs.GsBase,
            _ => segment.Base,
        };
        string name = register.ToString().ToUpperInvariant();
        text.Append(CultureInfo.InvariantCulture, $"{name,-4} {segment.Selector:x4} base={start:x16}");
        text.Append(CultureInfo.InvariantCulture, $" limit={segment.Limit:x8} [{segment.Attributes}]\n");
    }
}
