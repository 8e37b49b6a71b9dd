using System.Globalization;
using System.Text;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Platform.Inspection;

/// <summary>
/// Runs a machine one instruction at a time; writes a line for each one, counts them, or both. What is shown as
/// changed is what the step left behind, the delivery of its exception included.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="lines">Where the lines go, or null.</param>
/// <param name="profile">Where the instructions are counted, or null.</param>
public sealed class StepTracer(Machine machine, TextWriter? lines, InstructionProfile? profile)
{
    private const int WidthOfBytes = 24;
    private const int WidthOfText = 40;

    private readonly CodeWindow _window = new(machine.Core);
    private readonly Disassembler _disassembler = new(machine.Core);
    private readonly StringBuilder _line = new();

    /// <summary>Runs on until the guest ends or the steps are used up.</summary>
    /// <param name="steps">The most instructions to attempt.</param>
    public MachineEnd Run(long steps)
    {
        MachineEnd end = new(MachineEndKind.StepLimit, Status: 0, Instruction: default);
        for (long left = steps; left > 0 && end.Kind == MachineEndKind.StepLimit; left--)
        {
            end = Step();
        }

        return end;
    }

    private MachineEnd Step()
    {
        Instruction instruction = _window.ReadNext(out InstructionBytes bytes);
        profile?.Count(instruction.Mnemonic);
        if (lines is null)
        {
            return machine.Run(steps: 1);
        }

        CoreState before = machine.Core.Current;
        long steps = machine.Steps;
        MachineEnd end = machine.Run(steps: 1);
        string text = bytes.Length == 0 ? "(nothing to fetch)" : _disassembler.Format(in instruction);
        _line.Clear();
        _line.Append(CultureInfo.InvariantCulture, $"{steps,10} {before.SegmentOf(SegmentRegister.Cs).Selector:x4}:");
        _line.Append(CultureInfo.InvariantCulture, $"{before.Rip:x8} {bytes.ToString().PadRight(WidthOfBytes)} ");
        _line.Append(text.PadRight(WidthOfText));
        AppendChanges(in before, in machine.Core.Current);
        lines.WriteLine(_line.ToString().TrimEnd());
        return end;
    }

    private void AppendChanges(in CoreState before, in CoreState after)
    {
        for (int register = 0; register < RegisterFile.Rip; register++)
        {
            AppendChange(StateText.NameOf(register), before.Registers[register], after.Registers[register]);
        }

        AppendChange("RFLAGS", (ulong)before.Rflags, (ulong)after.Rflags);
        AppendChange("CR0", before.Cr0, after.Cr0);
        AppendChange("CR2", before.Cr2, after.Cr2);
        AppendChange("CR3", before.Cr3, after.Cr3);
        AppendChange("CR4", before.Cr4, after.Cr4);
        AppendChange("CPL", (ulong)before.PrivilegeLevel, (ulong)after.PrivilegeLevel);
    }

    private void AppendChange(string name, ulong before, ulong after)
    {
        if (before != after)
        {
            _line.Append(CultureInfo.InvariantCulture, $" {name}={after:x}");
        }
    }
}
