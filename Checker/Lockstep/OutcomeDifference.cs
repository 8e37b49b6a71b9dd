using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>In which aspect two answers to one command differ; the first that does, most telling first.</summary>
internal static class OutcomeDifference
{
    /// <summary>The aspect in which two different outcomes differ.</summary>
    /// <param name="command">The command.</param>
    /// <param name="expected">The reference's answer.</param>
    /// <param name="actual">The machine's.</param>
    public static Aspect Find(Command command, Outcome expected, Outcome actual)
    {
        if (IsFailure(expected) || IsFailure(actual))
        {
            return Aspect.Answers;
        }

        if (expected.Kind == OutcomeKind.Blocked || actual.Kind == OutcomeKind.Blocked)
        {
            return Aspect.Returns;
        }

        if (expected.Kind == OutcomeKind.Oops || actual.Kind == OutcomeKind.Oops)
        {
            return actual.Kind == OutcomeKind.Oops ? OfAnOops((OopsKind)actual.Code) : Aspect.Survives;
        }

        return Succeeds(expected) != Succeeds(actual) ? Aspect.Success
            : Succeeds(expected) ? ValueDifference.Find(IndexOf(command), expected.Data ^ actual.Data)
            : BetweenFailures(command, expected, actual);
    }

    private static Aspect OfAnOops(OopsKind oops) => oops switch
    {
        OopsKind.UnlockedChange or OopsKind.UnlockedJudgement or OopsKind.LockTakenAgain => Aspect.Locking,
        OopsKind.LockOutsideACall => Aspect.LockTakers,
        OopsKind.AllocationUnderLock or OopsKind.UserCopyUnderLock => Aspect.UnderTheLock,
        OopsKind.SecondRead => Aspect.ArgumentReads,
        OopsKind.ReadBehindTheArgument => Aspect.ReadExtent,
        _ => Aspect.Survives,
    };

    private static bool IsFailure(Outcome outcome) => outcome.Kind is OutcomeKind.Crashed or OutcomeKind.Hung;

    private static bool Succeeds(Outcome outcome) => outcome.Kind
        is OutcomeKind.Success or OutcomeKind.Value or OutcomeKind.Retired or OutcomeKind.RetiredRead
        or OutcomeKind.Destroyed or OutcomeKind.Allowed;

    private static Aspect BetweenFailures(Command command, Outcome expected, Outcome actual)
    {
        bool isRun = command is Command.Guest or Command.CompleteExit;
        if (expected.Kind != actual.Kind)
        {
            return isRun && actual.Kind == OutcomeKind.Error ? Aspect.Run
                : IsDelivery(expected) && IsDelivery(actual) ? Aspect.Delivery
                : Aspect.Failure;
        }

        return expected.Kind switch
        {
            OutcomeKind.Fault when expected.Code == actual.Code => Aspect.ErrorCode,
            OutcomeKind.Exit when expected.Index != actual.Index => Aspect.Index,
            OutcomeKind.Exit => Aspect.Delivery,
            _ => Aspect.Failure,
        };
    }

    private static bool IsDelivery(Outcome outcome) => outcome.Kind is OutcomeKind.Fault or OutcomeKind.Exit;

    private static uint? IndexOf(Command command) =>
        Touch.Of(command) is { Kind: TouchKind.Access or TouchKind.Register } touch ? touch.Index : null;
}
