using System.Numerics;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>Names the clause that a divergence breaks, from what the reference says of its own answer.</summary>
internal static class Attribution
{
    private const ulong LongMode = (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive);

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
            Command.CompleteExit when ruling == ExitClauses.CompletionRetires => ExitClauses.CompletionIsBound,
            Command.AddAllowlist when IsFullTooSoon(reference, expected, actual) => AllowlistClauses.FullTable,
            Command.HostRead read when actual.Kind == OutcomeKind.Unprocessed
                && Denies(reference, read.Index, AccessFlags.Read) => DecisionClauses.HostIsNotFiltered,
            Command.HostWrite write when actual.Kind == OutcomeKind.Unprocessed
                && Denies(reference, write.Index, AccessFlags.Write) => DecisionClauses.HostIsNotFiltered,
            Command.HostRead read when expected.Kind == actual.Kind
                && IsModeOnly(read.Index, expected.Data ^ actual.Data) => GuestAccessClauses.ModeSetsEfer,
            Command.Guest guest => OfAccess(reference, guest, expected, actual, ruling),
            _ => ruling,
        };
    }

    /// <summary>The clause that wrong decisions break after a right outcome.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="indices">The indices that were looked at.</param>
    /// <param name="wrong">The decisions that are wrong now.</param>
    public static Clause OfDecisions(IReference reference, ReadOnlySpan<uint> indices, ulong wrong)
    {
        Clause first = DecisionClause(reference, indices, BitOperations.TrailingZeroCount(wrong));
        if (first != DecisionClauses.EndIsExclusive && first != DecisionClauses.DirectionsAreIndependent)
        {
            return first;
        }

        // A slip at the edge of a range has a clause of its own, but not if indices away from it go wrong as well.
        for (ulong rest = wrong; rest != 0; rest &= rest - 1)
        {
            Clause other = DecisionClause(reference, indices, BitOperations.TrailingZeroCount(rest));
            if (other == DecisionClauses.UnmatchedIsDenied)
            {
                return other;
            }
        }

        return first;
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
            ViewField.Msr => OfMsr(reference, expected, difference),
            ViewField.ExitPending => OfExitPending(reference, expected),
            ViewField.UserSpaceMsr => reference.Ruling,
        };

    /// <summary>
    /// An access that goes another way than the decision says breaks the decision; else its own clause.
    /// </summary>
    private static Clause OfAccess(
        IReference reference, Command.Guest guest, Outcome expected, Outcome actual, Clause ruling)
    {
        bool retires = expected.Kind is OutcomeKind.Retired or OutcomeKind.RetiredRead;
        bool fails = actual.Kind is OutcomeKind.Fault or OutcomeKind.Exit;
        if (retires && fails)
        {
            return reference.DecisionClause(guest.Access.Index, guest.Access.Type);
        }

        if (retires && expected.Kind == actual.Kind && IsModeOnly(guest.Access.Index, expected.Data ^ actual.Data))
        {
            return GuestAccessClauses.ModeSetsEfer;
        }

        bool reachesTheList = ruling != GuestAccessClauses.UserModeFaults && ruling != GuestAccessClauses.LockIsInvalid;
        if (actual.Kind == OutcomeKind.Error && reachesTheList)
        {
            return reference.Consequence ?? ruling;
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

    private static Clause OfExitPending(IReference reference, Outcome expected)
    {
        if (expected.Kind == OutcomeKind.Exit)
        {
            return ExitClauses.FailureExits;
        }

        bool isCompleted = reference.Ruling == ExitClauses.CompletionRetires
            || reference.Ruling == ExitClauses.CompletionFaults;
        return isCompleted ? ExitClauses.CompletionIsBound : reference.Ruling;
    }

    private static Clause OfMsr(IReference reference, Outcome expected, ViewDifference difference)
    {
        if (IsModeOnly(difference.Index, difference.Bits))
        {
            return GuestAccessClauses.ModeSetsEfer;
        }

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

    private static Clause DecisionClause(IReference reference, ReadOnlySpan<uint> indices, int bit) =>
        reference.DecisionClause(indices[bit / 2], bit % 2 == 0 ? AccessFlags.Read : AccessFlags.Write);

    /// <summary>Whether a call finds the table full that had room before it.</summary>
    private static bool IsFullTooSoon(IReference reference, Outcome expected, Outcome actual)
    {
        int stored = reference.Observe(0, [0]).SlotsInUse - (expected == Outcome.Success ? 1 : 0);
        return actual == Outcome.Error(Errno.E2BIG) && stored < AllowlistLayout.Slots;
    }

    private static bool Denies(IReference reference, uint index, AccessFlags type) =>
        (reference.Observe(0, [index]).Decisions & (ulong)type) == 0;

    /// <summary>Whether bits of an MSR differ that entering a mode sets or clears, and no others.</summary>
    private static bool IsModeOnly(uint index, ulong bits) =>
        index == Msr.Efer && bits != 0 && (bits & ~LongMode) == 0;
}
