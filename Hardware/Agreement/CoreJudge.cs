using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Guest;
using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.Hardware.Agreement;

/// <summary>Runs groups on the core and compares with what was expected. Not for use by several threads.</summary>
internal sealed class CoreJudge
{
    private readonly Dictionary<int, CoreMachine> _machines = CodeWidths.All.ToDictionary(
        bits => bits, bits => new CoreMachine(bits));

    /// <summary>Runs the cases of a group up to the first that differs.</summary>
    /// <param name="group">The group.</param>
    /// <param name="expected">What the cases should come to.</param>
    public Mismatch? FindMismatch(TestGroup group, ReadOnlySpan<CaseContext> expected)
    {
        CoreMachine machine = _machines[group.Bits];
        machine.Prepare(group);
        CaseContext actual = default;
        for (int index = 0; index < group.Inputs.Length; index++)
        {
            ref readonly CaseContext input = ref group.Inputs[index];
            CoreExitKind exit = machine.Run(in input, ref actual);
            ulong flags = DefinedFlags.Mask(group.Instruction, in input);
            if (exit != CoreExitKind.BudgetExhausted || !Agree(in expected[index], in actual, flags))
            {
                return new Mismatch(group, index, expected[index], actual, exit);
            }
        }

        return null;
    }

    private static bool Agree(in CaseContext expected, in CaseContext actual, ulong flags) =>
        ((ReadOnlySpan<ulong>)expected.Registers).SequenceEqual(actual.Registers)
        && ((expected.Flags ^ actual.Flags) & flags) == 0
        && expected.Landing == actual.Landing
        && ((ReadOnlySpan<byte>)expected.Window).SequenceEqual(actual.Window);
}
