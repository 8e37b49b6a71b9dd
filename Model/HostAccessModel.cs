using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_GET_MSRS</c> and <c>KVM_SET_MSRS</c>: the register alone.</summary>
internal static class HostAccessModel
{
    /// <summary>Reads an MSR for the host.</summary>
    public static StepResult Read(
        VmState state, int vcpu, uint index, ReadingSet readings, out Outcome outcome)
    {
        bool exists = state.Vcpus[vcpu].TryFind(index, out int number);
        HostAccess access = new(
            exists ? MsrTable.Rows[number] : null, default,
            (Decisions.Allowed(state, index, readings) & AccessFlags.Read) != 0);
        Row<HostAccess> row = HostTables.Read.First(access, readings);
        outcome = row.Answer.Outcome ?? Outcome.Value(state.Vcpus[vcpu].Value(number));
        return new StepResult(state, row.Reasons!);
    }

    /// <summary>Writes an MSR for the host.</summary>
    public static StepResult Write(
        VmState state, int vcpu, uint index, ulong value, ReadingSet readings, out Outcome outcome)
    {
        VcpuState before = state.Vcpus[vcpu];
        bool exists = before.TryFind(index, out int number);
        MsrJudgement write =
            exists ? MsrRules.HostWrite(MsrTable.Rows[number], before.Value(number), value) : default;
        HostAccess access = new(
            exists ? MsrTable.Rows[number] : null, write,
            (Decisions.Allowed(state, index, readings) & AccessFlags.Write) != 0);
        Row<HostAccess> row = HostTables.Write.First(access, readings);
        outcome = row.Answer.Outcome!.Value;
        VmState after = outcome == Outcome.Success
            ? state.WithVcpu(vcpu, before.WithMsr(number, write.Stored))
            : state;
        return new StepResult(after, row.Reasons!);
    }

    /// <summary>The value of an MSR, if there is one that can be read.</summary>
    internal static bool TryRead(VmState state, int vcpu, uint index, out ulong value)
    {
        value = 0;
        if (!state.Vcpus[vcpu].TryFind(index, out int number) || !MsrTable.Rows[number].IsReadable)
        {
            return false;
        }

        value = state.Vcpus[vcpu].Value(number);
        return true;
    }
}
