using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Accesses;

/// <summary>The rows of RDMSR and WRMSR: what is looked at in which order, and what is done.</summary>
public static class AccessTable
{
    private static readonly Answer Fails = new("fails: see 'An access that fails'");
    private static readonly Answer Value = new("retired VALUE");

    /// <summary>The rows in their order: instruction, list, register, value.</summary>
    public static Table<AccessQuery> Rows { get; } = new("RDMSR or WRMSR",
    [
        new(That((AccessQuery access) => access.Form == InstructionForm.Lock),
            Answer.Of(Faults.InvalidOpcode), GuestAccessClauses.LockIsInvalid, AccessCases.LockPrefix),
        new(That((AccessQuery access) => access.IsRecent),
            Answer.Of(Faults.InvalidOpcode), GuestAccessClauses.MissingIsInvalid, AccessCases.Undefined,
            Choice.Of(MsrInstructions.Original)),
        new(That((AccessQuery access) => access.IsImmediate && !access.In64Bits),
            Answer.Of(Faults.InvalidOpcode), GuestAccessClauses.ImmediateNeeds64Bits, AccessCases.Undefined),
        new(That((AccessQuery access) => access.Unprivileged),
            new Answer("#GP(0)"), GuestAccessClauses.UnprivilegedFaults, AccessCases.Unprivileged),
        new(That((AccessQuery access) => !access.Allowed), Fails, null, AccessCases.Denied),
        new(That((AccessQuery access) => !access.Exists),
            Fails, GuestAccessClauses.AbsentMsrFails, AccessCases.Failed),
        new(That((AccessQuery access) => access.IsRead && !access.Readable),
            Fails, GuestAccessClauses.WrongDirectionFails, AccessCases.Failed),
        new(That((AccessQuery access) => !access.IsRead && access.NeverWritten),
            Fails, GuestAccessClauses.WrongDirectionFails, AccessCases.Failed),
        new(That((AccessQuery access) => !access.IsRead && access.ChangesTheMode),
            Fails, GuestAccessClauses.EferInterlock, AccessCases.Failed),
        new(That((AccessQuery access) => !access.IsRead && !access.Valid),
            Fails, GuestAccessClauses.InvalidValueFails, AccessCases.Failed),
        new(That((AccessQuery access) => !access.IsRead && access.RunsOutOfMemory),
            Fails, GuestAccessClauses.HandlerErrorFails, AccessCases.KernelError),
        new(That((AccessQuery access) => access.IsRead && access.IsImmediate),
            Value, GuestAccessClauses.ImmediateLoadsRegister, AccessCases.ImmediateReadRetires),
        new(That((AccessQuery access) => access.IsRead),
            Value, GuestAccessClauses.ReadLoadsEdxEax, AccessCases.ReadRetires),
        new(null, Answer.Of(Outcome.Retired), GuestAccessClauses.WriteStores, AccessCases.WriteRetires),
    ]);
}
