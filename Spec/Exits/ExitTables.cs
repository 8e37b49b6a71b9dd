using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Exits;

/// <summary>The tables of deflection: what a failing access becomes, and what user space's answer does.</summary>
public static class ExitTables
{
    private static readonly Answer Fault = new("#GP(0)");
    private static readonly Answer Exit = new("exit to user space");

    /// <summary>Before a vCPU executes anything.</summary>
    public static Table<Completion> Entry { get; } = new("Before an access is executed",
    [
        new(That((Completion exit) => exit.Pending),
            Answer.Of(Outcome.Refused(RefusalReason.ExitPending)), ExitClauses.OneAtATime, ExitCases.AtAnExit),
        new(null, new Answer("goes on to 'RDMSR or WRMSR'"), null, ExitCases.GoesOn),
    ]);

    /// <summary>What becomes of an access that is denied or fails.</summary>
    public static Table<FailedAccess> Failure { get; } = new("An access that fails",
    [
        new(That((FailedAccess access) => access.PassesThrough),
            Fault, ExitClauses.HardwareFaults, ExitCases.FaultOfTheHardware),
        new(That((FailedAccess access) => !access.Deflected && access.KernelFails),
            Answer.Of(Outcome.Error(Errno.ENOMEM)), ExitClauses.HandlerErrorFailsRun, ExitCases.RunFails,
            Choice.Of(HandlerErrors.FailTheRun)),
        new(That((FailedAccess access) => !access.Deflected && access.Denied),
            Fault, GuestAccessClauses.FailureIsGeneralProtection, ExitCases.DeniedFault),
        new(That((FailedAccess access) => !access.Deflected),
            Fault, GuestAccessClauses.FailureIsGeneralProtection, ExitCases.FailedFault),
        new(That((FailedAccess access) => access.AnswerWaits),
            new Answer("is given that answer: see 'The answer to an exit'"), null, ExitCases.Answered,
            Choice.Of(ExitCompletion.ConsumedByTheNextFailure)),
        new(That((FailedAccess access) => access.Denied),
            Exit, ExitClauses.FailureExits, ExitCases.DeniedExit),
        new(null, Exit, ExitClauses.FailureExits, ExitCases.FailedExit),
    ]);

    /// <summary>Whether there is something that an answer can be for.</summary>
    public static Table<Completion> Reentry { get; } = new("User space enters a vCPU with an answer",
    [
        new(That((Completion exit) => !exit.Pending),
            Answer.Of(Outcome.Refused(RefusalReason.NoExitPending)), ExitClauses.NothingToComplete,
            ExitCases.NothingPending),
        new(null, new Answer("the answer waits for a failure in its direction; the access is executed again"), null,
            ExitCases.ExecutedAgain, Choice.Of(ExitCompletion.ConsumedByTheNextFailure)),
        new(null, new Answer("goes on to 'The answer to an exit'"), null, ExitCases.GoesOn),
    ]);

    /// <summary>What becomes of the access that an answer completes.</summary>
    public static Table<Completion> Answering { get; } = new("The answer to an exit",
    [
        new(That((Completion exit) => exit.Error != 0),
            Fault, ExitClauses.CompletionFaults, ExitCases.CompletedWithFault),
        new(null, new Answer("retired, with the given data for a read"), ExitClauses.CompletionRetires,
            ExitCases.Completed),
    ]);
}
