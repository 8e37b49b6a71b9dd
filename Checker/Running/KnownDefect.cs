using MsrSpec.Spec.Clauses;

namespace MsrSpec.Checker.Running;

/// <summary>A defect that a machine is known to have. One that is not found any more is reported like a new one.</summary>
/// <param name="Id">Its number among the defects of the posted patch.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Breaks">The clauses that it breaks; each must be found.</param>
/// <param name="Disturbs">Clauses under which it may show too, when it is seen late.</param>
public sealed record KnownDefect(
    string Id, string Summary, IReadOnlyList<Clause> Breaks, IReadOnlyList<Clause> Disturbs)
{
    /// <summary>The defects of the posted patch that one thread can meet.</summary>
    public static IReadOnlyList<KnownDefect> OfThePostedPatch { get; } =
    [
        new("D1", "the lock is kept when the table is full",
            [AllowlistClauses.FullTableReleasesTheLock], [AllowlistClauses.NeverBlocks]),
        new("D2", "the lock is kept when ranges overlap",
            [AllowlistClauses.OverlapReleasesTheLock], [AllowlistClauses.NeverBlocks]),
        new("D3", "an error pointer is freed",
            [AllowlistClauses.FailedCopyFreesNothing], []),
        new("D4", "the end of a range wraps at 2^32",
            [AllowlistClauses.EndPastTheTop, DecisionClauses.RangeReachesTheTop], [AllowlistClauses.Overlap]),
        new("D5", "an empty or flagless range arms the denial of everything",
            [AllowlistClauses.EmptyRange, AllowlistClauses.FlaglessRange], []),
        new("D10", "the answer to an exit is not bound to the access",
            [ExitClauses.CompletionIsBound],
            [ExitClauses.FailureExits, ExitClauses.CompletionRetires, ExitClauses.CompletionFaults]),
    ];
}
