using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Rules;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_GET_MSRS</c> and <c>KVM_SET_MSRS</c>: the register alone, no allowlist.</summary>
public static class HostAccessModel
{
    /// <summary>Reads an MSR for the host.</summary>
    public static StepResult Read(VmState state, int vcpu, uint index)
    {
        Outcome outcome = TryRead(state, vcpu, index, out ulong value) ? Outcome.Value(value) : Outcome.Unprocessed;
        return new StepResult(state, outcome, ExitClauses.HostReads, DecisionClauses.HostIsNotFiltered);
    }

    /// <summary>Writes an MSR for the host.</summary>
    public static StepResult Write(VmState state, int vcpu, uint index, ulong value)
    {
        if (!MsrTable.TryFind(index, out int number))
        {
            return Unprocessed(state);
        }

        VcpuState before = state.Vcpus[vcpu];
        MsrRules.Judgement write = MsrRules.HostWrite(MsrTable.Rows[number], before.Value(number), value);
        return write.Succeeds
            ? new StepResult(
                state.WithVcpu(vcpu, before.WithMsr(number, write.Stored)), Outcome.Success,
                ExitClauses.HostWrites, DecisionClauses.HostIsNotFiltered)
            : Unprocessed(state);
    }

    /// <summary>The value of an MSR, if there is one that can be read.</summary>
    internal static bool TryRead(VmState state, int vcpu, uint index, out ulong value)
    {
        value = 0;
        if (!MsrTable.TryFind(index, out int number) || !MsrRules.IsReadable(MsrTable.Rows[number]))
        {
            return false;
        }

        value = state.Vcpus[vcpu].Value(number);
        return true;
    }

    private static StepResult Unprocessed(VmState state) => new(state, Outcome.Unprocessed, ExitClauses.HostWrites);
}
