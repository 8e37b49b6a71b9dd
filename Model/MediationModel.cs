using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Mediation;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>Who decides an access before the list is asked, and what an emulated instruction reads.</summary>
internal static class MediationModel
{
    /// <summary>Of each row of the registers the directions in which more than the list has a say.</summary>
    private static readonly AccessFlags[] Special =
    [
        .. MsrTable.Rows.Select(
            row => SpecialOf(row.Index, AccessFlags.Read) | SpecialOf(row.Index, AccessFlags.Write)),
    ];

    /// <summary>Whether an access to a register is let through, and why: by the list, or in front of it.</summary>
    /// <param name="state">The VM.</param>
    /// <param name="before">The vCPU at the instruction, in place of the one that the VM holds.</param>
    /// <param name="number">The register's row; nothing but the list has a say in what the processor lacks.</param>
    /// <param name="access">The access.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static Decision Decide(
        VmState state, VcpuState before, int number, in GuestAccess access, ReadingSet readings)
    {
        Decision list = Decisions.Of(state, access.Index, access.Type, readings);
        if ((Special[number] & access.Type) == 0)
        {
            return list;
        }

        MediatedAccess mediated = new(access.Index, access.Type, list.Allowed)
        {
            Value = access.Value,
            InX2ApicMode = before.IsInX2ApicMode,
        };
        Row<MediatedAccess> row = MediationTables.Deciding.First(mediated, readings);
        return row.Clause is not { } clause ? list
            : MediationTables.Bypasses(row) ? new(true, clause, null)
            : list.IsOops ? list
            : list with { Clause = clause };
    }

    /// <summary>Whether the hardware carries an access out: none of what only the list has a say in.</summary>
    public static bool PassesThrough(VmState state, uint index, AccessFlags type, ReadingSet readings) =>
        MsrTable.TryFind(index, out int number) && (Special[number] & type) != 0
        && InterceptionOf(state, index, type, readings).Answer.Outcome == Outcome.PassedThrough;

    /// <summary>Whether an access would leave the guest; nothing changes.</summary>
    public static StepResult AskInterception(
        VmState state, uint index, AccessFlags type, ReadingSet readings, out Outcome outcome)
    {
        Row<MediatedAccess> row = InterceptionOf(state, index, type, readings);
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(state, row.Reasons!);
    }

    /// <summary>The kernel emulates an instruction, unless the vCPU stands at an exit.</summary>
    public static StepResult Emulate(
        VmState state, Command.Emulate command, ReadingSet readings, out Outcome outcome)
    {
        VcpuState before = state.Vcpus[command.Vcpu];
        Row<Completion> entry = FastExits.Entry(before.Exit is not null);
        if (entry.Case == ExitCases.AtAnExit)
        {
            outcome = entry.Answer.Outcome!.Value;
            return new StepResult(state, entry.Reasons!);
        }

        VcpuState entered = before.WithEfer(ModeEntry.Enter(before.Efer, GuestMode.Long64));
        ulong value = entered.Value(MsrTable.RowOf(command.Index));
        Decision decision = Decisions.Of(state, command.Index, AccessFlags.Read, readings);
        EmulationQuery query = new(command.Instruction, value, decision.Allowed);
        Row<EmulationQuery> row = MediationTables.Emulating.First(query, readings);
        bool asks = readings.ImplicitAccesses == ImplicitAccesses.Filtered;
        outcome = asks && decision.IsOops ? Decisions.Oops : row.Answer.Outcome ?? Outcome.RetiredRead(value);
        return new StepResult(state.WithVcpu(command.Vcpu, entered), row.Reasons!);
    }

    private static Row<MediatedAccess> InterceptionOf(
        VmState state, uint index, AccessFlags type, ReadingSet readings) => MediationTables.Intercepting.First(
            new MediatedAccess(index, type, Decisions.Of(state, index, type, readings).Allowed), readings);

    private static AccessFlags SpecialOf(uint index, AccessFlags type)
    {
        MediatedAccess access = new(index, type, Allowed: false) { InX2ApicMode = true };
        return access.PassesThrough || access.OnTheFastPath || access.IsFastInterrupt ? type : AccessFlags.None;
    }
}
