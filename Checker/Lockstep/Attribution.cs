using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>Names the clause that a divergence breaks, from what the reference says of its own answer.</summary>
internal static class Attribution
{
    /// <summary>The clause that a wrong outcome breaks.</summary>
    public static Clause OfOutcome(IReference reference, Command command, Outcome expected, Outcome actual)
    {
        Clause ruling = reference.Ruling;
        if (actual.Kind == OutcomeKind.Blocked)
        {
            return AllowlistClauses.NeverBlocks;
        }

        if (actual.Kind == OutcomeKind.Oops && reference.Consequence == AllowlistClauses.FailedCopyFreesNothing)
        {
            return AllowlistClauses.FailedCopyFreesNothing;
        }

        return command switch
        {
            Command.CompleteExit when expected.Kind is not OutcomeKind.Refused
                && actual.Kind is not (OutcomeKind.Fault or OutcomeKind.Retired)
                && expected.Kind != OutcomeKind.Fault => ExitClauses.CompletionIsBound,
            Command.Guest guest => OfAccess(reference, guest, expected, actual, ruling),
            _ => ruling,
        };
    }

    /// <summary>The clause that a wrong view breaks after a right outcome.</summary>
    public static Clause OfView(IReference reference, Outcome expected, ViewDifference difference) =>
        difference.Field switch
        {
            ViewField.Lock => OfLock(reference.Ruling),
            ViewField.Allocations => OfAllocations(reference, expected),
            ViewField.Slots => OfSlots(reference, expected),
            ViewField.Decisions => reference.DecisionClause(difference.Index, difference.Type),
            ViewField.Registers => OfRegisters(reference, expected),
            ViewField.Msr => OfMsr(reference, expected),
            ViewField.ExitPending => expected.Kind == OutcomeKind.Exit ? ExitClauses.FailureExits : reference.Ruling,
            ViewField.UserSpaceMsr => reference.Ruling,
        };

    /// <summary>An access that goes another way than the decision says breaks the decision; else its own clause.</summary>
    private static Clause OfAccess(
        IReference reference, Command.Guest guest, Outcome expected, Outcome actual, Clause ruling)
    {
        bool retires = expected.Kind is OutcomeKind.Retired or OutcomeKind.RetiredRead;
        bool fails = actual.Kind is OutcomeKind.Fault or OutcomeKind.Exit;
        if (retires && fails)
        {
            return reference.DecisionClause(guest.Access.Index, guest.Access.Type);
        }

        bool sameFault = expected.Kind == OutcomeKind.Fault && actual.Kind == OutcomeKind.Fault;
        if (sameFault && expected.Code == actual.Code)
        {
            return GuestAccessClauses.ErrorCodeByMode;
        }

        bool exitInsteadOfFault = expected.Kind == OutcomeKind.Fault && actual.Kind == OutcomeKind.Exit;
        bool faultInsteadOfExit = expected.Kind == OutcomeKind.Exit && actual.Kind == OutcomeKind.Fault;
        bool otherExit = expected.Kind == OutcomeKind.Exit && actual.Kind == OutcomeKind.Exit;
        return (exitInsteadOfFault && ruling != GuestAccessClauses.UserModeFaults) || faultInsteadOfExit || otherExit
            ? ExitClauses.FailureExits
            : ruling;
    }

    private static Clause OfLock(Clause ruling)
    {
        if (ruling == AllowlistClauses.FullTable)
        {
            return AllowlistClauses.FullTableReleasesTheLock;
        }

        return ruling == AllowlistClauses.Overlap
            ? AllowlistClauses.OverlapReleasesTheLock
            : LifetimeClauses.LockFreeAtRest;
    }

    private static Clause OfAllocations(IReference reference, Outcome expected)
    {
        if (expected.Kind == OutcomeKind.Destroyed)
        {
            return LifetimeClauses.DestroyFreesAll;
        }

        return expected.Kind == OutcomeKind.Error
            ? reference.Consequence ?? AllowlistClauses.FailureChangesNothing
            : LifetimeClauses.OneAllocationPerRange;
    }

    private static Clause OfSlots(IReference reference, Outcome expected)
    {
        if (expected.Kind == OutcomeKind.Destroyed)
        {
            return LifetimeClauses.FreshVmIsUnguarded;
        }

        return expected.Kind == OutcomeKind.Error ? AllowlistClauses.FailureChangesNothing : reference.Ruling;
    }

    private static Clause OfRegisters(IReference reference, Outcome expected) => expected.Kind switch
    {
        OutcomeKind.Fault => GuestAccessClauses.FaultIsPrecise,
        OutcomeKind.Exit => ExitClauses.ExitIsPrecise,
        _ => reference.Ruling,
    };

    private static Clause OfMsr(IReference reference, Outcome expected)
    {
        if (reference.Ruling == ExitClauses.CompletionRetires)
        {
            return ExitClauses.CompletionIsBound;
        }

        bool isDecision = DecisionClauses.All.Contains(reference.Ruling);
        if (isDecision)
        {
            return GuestAccessClauses.DenialTouchesNothing;
        }

        return expected.Kind == OutcomeKind.Exit ? ExitClauses.ExitIsPrecise : reference.Ruling;
    }
}
