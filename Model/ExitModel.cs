using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>User space answers an MSR exit.</summary>
public static class ExitModel
{
    /// <summary>Completes the exit that a vCPU stands at.</summary>
    public static StepResult Complete(VmState state, int vcpu, byte error, ulong data, ReadingSet readings)
    {
        VcpuState before = state.Vcpus[vcpu];
        if (before.Exit is not { } exit)
        {
            return new StepResult(state, Outcome.Refused(RefusalReason.NoExitPending), ExitClauses.NothingToComplete);
        }

        switch (readings.ExitCompletion)
        {
            case ExitCompletion.BoundToTheAccess:
                return Answer(state, vcpu, before with { Exit = null }, exit.Access, error, data);
            case ExitCompletion.ConsumedByTheNextFailure:
                ExitReply reply = new(exit.Access.Type, error, data);
                VcpuState replied = before with { Exit = null, Reply = reply };
                return GuestAccessModel.Attempt(state, vcpu, replied, exit.Access, readings);
            default:
                throw new System.Diagnostics.UnreachableException(readings.ExitCompletion.ToString());
        }
    }

    /// <summary>Gives an access its answer.</summary>
    /// <param name="state">The VM.</param>
    /// <param name="vcpu">The vCPU's number.</param>
    /// <param name="before">The vCPU at the instruction, in place of the one that the VM holds.</param>
    /// <param name="access">The access.</param>
    /// <param name="error">Zero, or anything else to have a fault injected.</param>
    /// <param name="data">What a read returns.</param>
    internal static StepResult Answer(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, byte error, ulong data)
    {
        if (error != 0)
        {
            return GuestAccessModel.Fault(state, vcpu, before, access, ExitClauses.CompletionFaults);
        }

        GuestRegisters registers =
            access.IsRead ? GuestAccessModel.Loaded(access, data) : GuestAccessModel.Passed(access);
        VmState after = state.WithVcpu(vcpu, before with { Registers = registers });
        Outcome outcome = access.IsRead ? Outcome.RetiredRead(data) : Outcome.Retired;
        return new StepResult(after, outcome, ExitClauses.CompletionRetires, ExitClauses.CompletionIsBound);
    }
}
