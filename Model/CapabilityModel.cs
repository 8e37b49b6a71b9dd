using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_ENABLE_CAP</c> and <c>KVM_CHECK_EXTENSION</c> on the VM.</summary>
internal static class CapabilityModel
{
    /// <summary>Turns deflection on or off.</summary>
    public static StepResult Enable(
        VmState state, uint capability, uint flags, ulong argument, ReadingSet readings, out Outcome outcome)
    {
        CapabilityCall call = new(capability, flags, argument, readings.Interface);
        Row<CapabilityCall> row = CapabilityTables.Enable.First(call, readings);
        VmState after =
            row.Case == ExitCases.Enabled ? state.Deflecting(argument != 0 ? MsrExitReasons.All : MsrExitReasons.None)
            : row.Case == ExitCases.ReasonsTaken ? state.Deflecting((MsrExitReasons)argument & MsrExitReasons.All)
            : state;
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(after, row.Reasons!);
    }

    /// <summary>Reports what the VM can do.</summary>
    public static StepResult Check(VmState state, uint capability, ReadingSet readings, out Outcome outcome)
    {
        CapabilityCall call = new(capability, Flags: 0, Argument: 0, readings.Interface);
        Row<CapabilityCall> row = CapabilityTables.Check.First(call, readings);
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(state, row.Reasons!);
    }
}
