using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_ENABLE_CAP</c> and <c>KVM_CHECK_EXTENSION</c> on the VM.</summary>
public static class CapabilityModel
{
    /// <summary>Turns deflection on or off.</summary>
    public static StepResult Enable(VmState state, uint capability, uint flags, ulong argument)
    {
        if (flags != 0)
        {
            return new StepResult(state, Outcome.Error(Errno.EINVAL), ExitClauses.EnableFlags);
        }

        if (capability != Capability.UserSpaceMsr)
        {
            return new StepResult(state, Outcome.Error(Errno.EINVAL), ExitClauses.EnableUnknown);
        }

        return new StepResult(
            state with { UserSpaceMsr = argument != 0 }, Outcome.Success, ExitClauses.EnableTakesBoolean);
    }

    /// <summary>Reports what the VM can do.</summary>
    public static StepResult Check(VmState state, uint capability) => capability switch
    {
        Capability.UserSpaceMsr or Capability.AddMsrAllowlist
            => new StepResult(state, Outcome.Value(1), ExitClauses.CheckReports),
        _ => new StepResult(state, Outcome.Value(0), ExitClauses.CheckUnknown),
    };
}
