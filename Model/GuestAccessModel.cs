using System.Diagnostics;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>RDMSR and WRMSR: the row that decides, the register, and what a failure becomes.</summary>
internal static class GuestAccessModel
{
    /// <summary>A vCPU executes an access.</summary>
    public static StepResult Execute(
        VmState state, int vcpu, in GuestAccess access, ReadingSet readings, out Outcome outcome)
    {
        VcpuState before = state.Vcpus[vcpu];
        Row<Completion> entry = FastExits.Entry(before.Exit is not null);
        if (entry.Case == ExitCases.AtAnExit)
        {
            outcome = entry.Answer.Outcome!.Value;
            return new StepResult(state, entry.Reasons!);
        }

        VcpuState entered = before.WithEfer(ModeEntry.Enter(before.Efer, access.Mode));
        return Attempt(state, vcpu, entered, access, readings, out outcome);
    }

    /// <summary>Executes the instruction: the list, then the register; what fails is deflected or faults.</summary>
    /// <param name="state">The VM.</param>
    /// <param name="vcpu">The vCPU's number.</param>
    /// <param name="before">The vCPU at the instruction, in place of the one that the VM holds.</param>
    /// <param name="access">The access.</param>
    /// <param name="readings">The dialect's choices.</param>
    /// <param name="outcome">What is shown.</param>
    internal static StepResult Attempt(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, ReadingSet readings, out Outcome outcome)
    {
        bool exists = before.TryFind(access.Index, out int number);
        Decision decision = exists
            ? MediationModel.Decide(state, before, number, access, readings)
            : Decisions.Of(state, access.Index, access.Type, readings);
        MsrRow? register = exists ? MsrTable.Rows[number] : null;
        return access.IsRead
            ? Read(state, vcpu, before, access, decision, register, number, readings, out outcome)
            : Write(state, vcpu, before, access, decision, register, number, readings, out outcome);
    }

    private static StepResult Read(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, in Decision decision, MsrRow? register,
        int number, ReadingSet readings, out Outcome outcome)
    {
        Row<AccessQuery> row = FastAccess.Judge(access, decision.Allowed, register, default, false, readings);
        if (row.Case != AccessCases.ReadRetires && row.Case != AccessCases.ImmediateReadRetires)
        {
            return NotRetire(state, vcpu, before, access, decision, row, readings, out outcome);
        }

        ulong value = before.Value(number);
        VmState after = state.WithVcpu(vcpu, before.After(access.AfterRead(value)));
        outcome = Outcome.RetiredRead(value);
        return new StepResult(after, ReasonTable.Of(row, decision.Clause));
    }

    private static StepResult Write(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, in Decision decision, MsrRow? register,
        int number, ReadingSet readings, out Outcome outcome)
    {
        MsrJudgement write = register is null
            ? default
            : MsrRules.GuestWrite(register, before.Value(number), access.Value, ModeEntry.HasPaging(access.Mode));
        bool fails = state.NextEferWriteFails && access.Index == Msr.Efer;
        Row<AccessQuery> row = FastAccess.Judge(access, decision.Allowed, register, write, fails, readings);
        if (row.Case == AccessCases.KernelError)
        {
            return Fail(
                state with { NextEferWriteFails = false }, vcpu, before, access, row.Clause!, row.Case, readings,
                out outcome);
        }

        if (row.Case != AccessCases.WriteRetires)
        {
            return NotRetire(state, vcpu, before, access, decision, row, readings, out outcome);
        }

        VcpuState stored = before.After(access.AfterWrite(), number, write.Stored);
        outcome = Outcome.Retired;
        return new StepResult(state.WithVcpu(vcpu, stored), ReasonTable.Of(row, decision.Clause));
    }

    /// <summary>An access that faults before the list is asked, is denied, or fails at the register.</summary>
    private static StepResult NotRetire(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, in Decision decision, Row<AccessQuery> row,
        ReadingSet readings, out Outcome outcome)
    {
        if (row.Case == AccessCases.Denied && decision.IsOops)
        {
            StepResult denied = Fail(
                state, vcpu, before, access, decision.Clause, row.Case, readings, out _);
            outcome = Decisions.Oops;
            return denied with { Reasons = ReasonTable.Of(decision.Clause, DecisionRules.Asked) };
        }

        if (row.Case == AccessCases.Denied || row.Case == AccessCases.Failed)
        {
            return Fail(state, vcpu, before, access, row.Clause ?? decision.Clause, row.Case, readings, out outcome);
        }

        outcome = row.Answer.Outcome ?? Faults.GeneralProtection(access.Mode);
        return Fault(state, vcpu, before, access, row.Reasons!);
    }

    /// <summary>A fault; the registers are those before the access.</summary>
    internal static StepResult Fault(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, Reasons reasons) =>
        new(state.WithVcpu(vcpu, before.After(access.RegistersBefore)), reasons);

    /// <summary>An access that is denied or fails.</summary>
    private static StepResult Fail(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, Clause why, Case failed, ReadingSet readings,
        out Outcome outcome)
    {
        bool waits = before.Reply is { } waiting && waiting.Type == access.Type;
        MsrExitReasons reason = ReasonOf(access, failed);
        bool isDenied = failed == AccessCases.Denied;
        FailedAccess failure = new(
            state.Deflects(reason), waits, isDenied,
            !isDenied && MediationModel.PassesThrough(state, access.Index, access.Type, readings),
            failed == AccessCases.KernelError);
        Row<FailedAccess> row = FastExits.Failure(failure, readings);
        if (row.Case == ExitCases.Answered)
        {
            ExitReply reply = before.Reply!;
            return ExitModel.Answer(
                state, vcpu, before with { Reply = null }, access, reply.Error, reply.Data, readings, out outcome);
        }

        Reasons reasons = ReasonTable.Of(why, row.Case);
        if (row.Case == ExitCases.RunFails)
        {
            outcome = row.Answer.Outcome!.Value;
            return Fault(state, vcpu, before, access, row.Reasons!);
        }

        if (row.Case == ExitCases.DeniedFault || row.Case == ExitCases.FailedFault
            || row.Case == ExitCases.FaultOfTheHardware)
        {
            outcome = Faults.GeneralProtection(access.Mode);
            return Fault(state, vcpu, before, access, reasons);
        }

        if (row.Case != ExitCases.DeniedExit && row.Case != ExitCases.FailedExit)
        {
            throw new UnreachableException(row.Case.Name);
        }

        VmState exited = state.WithVcpu(
            vcpu, before with { Registers = access.RegistersBefore, Exit = new PendingExit(access) });
        outcome = ExitModel.Leave(access, readings.Interface == Interface.Filter ? reason : MsrExitReasons.None);
        return new StepResult(exited, reasons);
    }

    private static MsrExitReasons ReasonOf(in GuestAccess access, Case failed) =>
        failed == AccessCases.Denied ? MsrExitReasons.Filter
        : MsrTable.TryFind(access.Index, out _) || IsOfTheX2Apic(access.Index) ? MsrExitReasons.Invalid
        : MsrExitReasons.Unknown;

    /// <summary>Their handler refuses them while the APIC is in another mode; they are not unknown to it.</summary>
    private static bool IsOfTheX2Apic(uint index) => index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast;
}
