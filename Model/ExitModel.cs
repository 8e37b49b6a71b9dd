using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>An access leaves to user space, and user space answers it.</summary>
internal static class ExitModel
{
    /// <summary>What an access shows that leaves.</summary>
    /// <param name="access">The access.</param>
    /// <param name="why">The reason that the exit says; none where the interface knows none.</param>
    public static Outcome Leave(in GuestAccess access, MsrExitReasons why) => access.IsRead
        ? Outcome.Exit(ExitReason.ReadMsr, access.Index, data: 0, why)
        : Outcome.Exit(ExitReason.WriteMsr, access.Index, access.Value, why);

    /// <summary>User space enters a vCPU with an answer.</summary>
    public static StepResult Complete(
        VmState state, int vcpu, byte error, ulong data, ReadingSet readings, out Outcome outcome)
    {
        VcpuState before = state.Vcpus[vcpu];
        Row<Completion> row = ExitTables.Reentry.First(new Completion(before.Exit is not null, error), readings);
        if (row.Answer.Outcome is { } refused)
        {
            outcome = refused;
            return new StepResult(state, row.Reasons!);
        }

        GuestAccess access = before.Exit!.Access;
        VcpuState entered = before with { Exit = null };
        return row.Case == ExitCases.ExecutedAgain
            ? GuestAccessModel.Attempt(
                state, vcpu, entered with { Reply = new ExitReply(access.Type, error, data) }, access, readings,
                out outcome)
            : Answer(state, vcpu, entered, access, error, data, readings, out outcome);
    }

    /// <summary>Gives an access its answer.</summary>
    /// <param name="state">The VM.</param>
    /// <param name="vcpu">The vCPU's number.</param>
    /// <param name="before">The vCPU at the instruction, in place of the one that the VM holds.</param>
    /// <param name="access">The access.</param>
    /// <param name="error">Zero, or anything else to have a fault injected.</param>
    /// <param name="data">What a read returns.</param>
    /// <param name="readings">The dialect's choices.</param>
    /// <param name="outcome">What is shown.</param>
    internal static StepResult Answer(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, byte error, ulong data, ReadingSet readings,
        out Outcome outcome)
    {
        Row<Completion> row = ExitTables.Answering.First(new Completion(Pending: true, error), readings);
        if (row.Case == ExitCases.CompletedWithFault)
        {
            outcome = Faults.GeneralProtection(access.Mode);
            return GuestAccessModel.Fault(state, vcpu, before, access, row.Reasons!);
        }

        GuestRegisters registers = access.IsRead ? access.AfterRead(data) : access.AfterWrite();
        outcome = access.IsRead ? Outcome.RetiredRead(data) : Outcome.Retired;
        return new StepResult(state.WithVcpu(vcpu, before.After(registers)), row.Reasons!);
    }
}
