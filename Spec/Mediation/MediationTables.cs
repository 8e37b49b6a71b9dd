using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Mediation;

/// <summary>The tables of mediation: who decides an access, what is intercepted, what is emulated.</summary>
public static class MediationTables
{
    private static readonly Answer Allowed = new("allowed");
    private static readonly Answer TheList = new("as the list says");
    private static readonly Answer Value = new("retired VALUE");
    private static readonly Answer Intercepted = Answer.Of(Outcome.Intercepted);
    private static readonly Answer PassedThrough = Answer.Of(Outcome.PassedThrough);
    private static readonly Answer InvalidOpcode = Answer.Of(Faults.InvalidOpcode);
    private static readonly Answer GeneralProtection = Answer.Of(Faults.GeneralProtection(GuestMode.Long64));
    private static readonly Answer Retired = Answer.Of(Outcome.Retired);

    /// <summary>Who decides an access of RDMSR or WRMSR.</summary>
    public static Table<MediatedAccess> Deciding { get; } = new("Who decides an access",
    [
        new(That((MediatedAccess access) => access.PassesThrough),
            Allowed, MediationClauses.DeniedIsIntercepted, MediationCases.Asked,
            Choice.Of(PassThrough.IgnoresTheList)),
        new(That((MediatedAccess access) => access.OnTheFastPath),
            Allowed, MediationClauses.FastWritesAsk, MediationCases.Asked, Choice.Of(FastPathWrites.DoNotAsk)),
        new(That((MediatedAccess access) => access.IsFastInterrupt),
            Allowed, MediationClauses.FastInterruptsAsk, MediationCases.Asked,
            Choice.Of(FastInterrupts.DoNotAsk)),
        new(That((MediatedAccess access) => access.PassesThrough && !access.Allowed),
            TheList, MediationClauses.DeniedIsIntercepted, MediationCases.Asked),
        new(That((MediatedAccess access) => access.OnTheFastPath && !access.Allowed),
            TheList, MediationClauses.FastWritesAsk, MediationCases.Asked),
        new(That((MediatedAccess access) => access.IsFastInterrupt && !access.Allowed),
            TheList, MediationClauses.FastInterruptsAsk, MediationCases.Asked),
        new(null, TheList, null, MediationCases.Asked),
    ]);

    /// <summary>Whether an access leaves the guest, were it made at the vCPU's next entry.</summary>
    public static Table<MediatedAccess> Intercepting { get; } = new("Is the access intercepted",
    [
        new(That((MediatedAccess access) => !access.PassesThrough),
            Intercepted, MediationClauses.OthersAreIntercepted, MediationCases.Asked),
        new(null, PassedThrough, MediationClauses.DeniedIsIntercepted, MediationCases.Asked,
            Choice.Of(PassThrough.IgnoresTheList)),
        new(That((MediatedAccess access) => !access.Allowed),
            Intercepted, MediationClauses.DeniedIsIntercepted, MediationCases.Asked),
        new(null, PassedThrough, MediationClauses.AllowedPassesThrough, MediationCases.Asked),
    ]);

    /// <summary>An instruction that the kernel emulates in 64-bit mode.</summary>
    public static Table<EmulationQuery> Emulating { get; } = new("RDPID, SYSCALL or SYSENTER is emulated",
    [
        new(That((EmulationQuery query) => query.Instruction == EmulatedInstruction.Sysenter && !query.Allowed),
            GeneralProtection, MediationClauses.ImplicitIsExempt, MediationCases.EmulatedFault,
            Choice.Of(ImplicitAccesses.Filtered)),
        new(That((EmulationQuery query) => !query.Allowed),
            InvalidOpcode, MediationClauses.ImplicitIsExempt, MediationCases.EmulatedFault,
            Choice.Of(ImplicitAccesses.Filtered)),
        new(That((EmulationQuery query) =>
                query.Instruction == EmulatedInstruction.Syscall && !query.SyscallEnabled),
            InvalidOpcode, MediationClauses.SyscallNeedsSce, MediationCases.EmulatedFault),
        new(That((EmulationQuery query) =>
                query.Instruction == EmulatedInstruction.Sysenter && !query.NamesASegment),
            GeneralProtection, MediationClauses.SysenterNeedsCode, MediationCases.EmulatedFault),
        new(That((EmulationQuery query) => query.Instruction == EmulatedInstruction.Rdpid && !query.Allowed),
            Value, MediationClauses.ImplicitIsExempt, MediationCases.Emulated),
        new(That((EmulationQuery query) => !query.Allowed),
            Retired, MediationClauses.ImplicitIsExempt, MediationCases.Emulated),
        new(That((EmulationQuery query) => query.Instruction == EmulatedInstruction.Rdpid),
            Value, MediationClauses.RdpidReadsTscAux, MediationCases.Emulated),
        new(null, Retired, MediationClauses.EntersTheKernel, MediationCases.Emulated),
    ]);

    /// <summary>Whether a row of <see cref="Deciding"/> allows the access without asking the list.</summary>
    public static bool Bypasses(Row<MediatedAccess> row) => row.Answer == Allowed;
}
