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
        Row<CapabilityCall> row = CapabilityTables.Enable.First(new CapabilityCall(capability, flags), readings);
        VmState after = row.Case == ExitCases.Enabled ? state with { UserSpaceMsr = argument != 0 } : state;
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(after, row.Reasons!);
    }

    /// <summary>Reports what the VM can do.</summary>
    public static StepResult Check(VmState state, uint capability, ReadingSet readings, out Outcome outcome)
    {
        Row<CapabilityCall> row = CapabilityTables.Check.First(new CapabilityCall(capability, Flags: 0), readings);
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(state, row.Reasons!);
    }
}
