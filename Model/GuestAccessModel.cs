using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Rules;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>
/// RDMSR and WRMSR: faults before the decision, the decision, the register, and what a failure becomes.
/// </summary>
public static class GuestAccessModel
{
    private const ulong LongMode = (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive);

    /// <summary>A vCPU executes an access.</summary>
    public static StepResult Execute(VmState state, int vcpu, in GuestAccess access, ReadingSet readings)
    {
        if (state.Vcpus[vcpu].Exit is not null)
        {
            return new StepResult(state, Outcome.Refused(RefusalReason.ExitPending), ExitClauses.OneAtATime);
        }

        VcpuState before = EnterMode(state.Vcpus[vcpu], access.Mode);
        if (access.Form == InstructionForm.Lock)
        {
            return new StepResult(
                state.WithVcpu(vcpu, At(before, access)), Outcome.InvalidOpcode,
                GuestAccessClauses.LockIsInvalid, GuestAccessClauses.FaultIsPrecise);
        }

        return access.Privilege != Privilege.Kernel && access.Mode != GuestMode.Real16
            ? Fault(state, vcpu, before, access, GuestAccessClauses.UserModeFaults)
            : Attempt(state, vcpu, before, access, readings);
    }

    /// <summary>Asks the allowlist, then the register; what fails is deflected or faults.</summary>
    /// <param name="state">The VM.</param>
    /// <param name="vcpu">The vCPU's number.</param>
    /// <param name="before">The vCPU at the instruction, in place of the one that the VM holds.</param>
    /// <param name="access">The access.</param>
    /// <param name="readings">The dialect's choices.</param>
    internal static StepResult Attempt(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, ReadingSet readings)
    {
        RangeRules.Decision decision = RangeRules.Decide(state.Slots, access.Index, access.Type, readings);
        if (!decision.Allowed)
        {
            return Fail(state, vcpu, before, access, decision.Clause);
        }

        if (!MsrTable.TryFind(access.Index, out int number))
        {
            return Fail(state, vcpu, before, access, GuestAccessClauses.AbsentMsrFails);
        }

        return access.IsRead
            ? Read(state, vcpu, before, access, number, decision.Clause)
            : Write(state, vcpu, before, access, number, decision.Clause);
    }

    /// <summary>The registers after a read that returned a value.</summary>
    internal static GuestRegisters Loaded(in GuestAccess access, ulong value) =>
        access.RegistersBefore with { Rax = (uint)value, Rdx = value >> 32, RipOffset = access.InstructionLength };

    /// <summary>The registers after a write.</summary>
    internal static GuestRegisters Passed(in GuestAccess access) =>
        access.RegistersBefore with { RipOffset = access.InstructionLength };

    /// <summary>#GP as the access's mode delivers it; the registers are those before it.</summary>
    internal static StepResult Fault(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, Clause why) => new(
        state.WithVcpu(vcpu, At(before, access)), Outcome.GeneralProtection(access.Mode), why,
        GuestAccessClauses.FailureIsGeneralProtection);

    /// <summary>The vCPU in the mode that an access asks for.</summary>
    private static VcpuState EnterMode(VcpuState vcpu, GuestMode mode)
    {
        ulong kept = vcpu.Efer & ~LongMode;
        ulong efer = mode == GuestMode.Long64 ? kept | LongMode : kept;
        return efer == vcpu.Efer ? vcpu : vcpu with { Efer = efer };
    }

    /// <summary>The vCPU at the instruction, with the registers that the access asks for.</summary>
    private static VcpuState At(VcpuState vcpu, in GuestAccess access) =>
        vcpu with { Registers = access.RegistersBefore };

    private static StepResult Read(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, int number, Clause decision)
    {
        if (!MsrRules.IsReadable(MsrTable.Rows[number]))
        {
            return Fail(state, vcpu, before, access, GuestAccessClauses.WrongDirectionFails);
        }

        ulong value = before.Value(number);
        VmState after = state.WithVcpu(vcpu, before with { Registers = Loaded(access, value) });
        return new StepResult(after, Outcome.RetiredRead(value), GuestAccessClauses.ReadLoadsEdxEax, decision);
    }

    private static StepResult Write(
        VmState state, int vcpu, VcpuState before, in GuestAccess access, int number, Clause decision)
    {
        bool paging = access.Mode == GuestMode.Long64;
        MsrRules.Judgement write =
            MsrRules.GuestWrite(MsrTable.Rows[number], before.Value(number), access.Value, paging);
        if (write.Failure is { } why)
        {
            return Fail(state, vcpu, before, access, why);
        }

        VcpuState after = before.WithMsr(number, write.Stored) with { Registers = Passed(access) };
        return new StepResult(
            state.WithVcpu(vcpu, after), Outcome.Retired, GuestAccessClauses.WriteStores, decision);
    }

    private static StepResult Fail(VmState state, int vcpu, VcpuState before, in GuestAccess access, Clause why)
    {
        if (!state.UserSpaceMsr)
        {
            return Fault(state, vcpu, before, access, why);
        }

        if (before.Reply is { } reply && reply.Type == access.Type)
        {
            return ExitModel.Answer(state, vcpu, before with { Reply = null }, access, reply.Error, reply.Data);
        }

        VmState exited = state.WithVcpu(
            vcpu, before with { Registers = access.RegistersBefore, Exit = new PendingExit(access) });
        ExitReason reason = access.IsRead ? ExitReason.ReadMsr : ExitReason.WriteMsr;
        ulong data = access.IsRead ? 0 : access.Value;
        return new StepResult(exited, Outcome.Exit(reason, access.Index, data), why, ExitClauses.FailureExits);
    }
}
