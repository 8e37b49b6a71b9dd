using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Mediation;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>
/// A defect that the posted patch is known to have: the code's choice of a reading, where another one is sound. One
/// that is not found any more is reported like a new one.
/// </summary>
/// <param name="Id">Its number among the defects of the posted patch.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Reading">The number of the reading.</param>
/// <param name="Breaks">The clauses that it breaks; each must be found.</param>
public sealed record KnownDefect(string Id, string Summary, int Reading, IReadOnlyList<Clause> Breaks)
{
    /// <summary>The defects of the posted patch that one thread can meet.</summary>
    public static IReadOnlyList<KnownDefect> OfThePostedPatch { get; } =
    [
        new("D1", "the lock is kept when the table is full", 7, [AllowlistClauses.FullTableReleasesTheLock]),
        new("D2", "the lock is kept when ranges overlap", 7, [AllowlistClauses.OverlapReleasesTheLock]),
        new("D3", "an error pointer is freed", 8, [AllowlistClauses.FailedCopyFreesNothing]),
        new("D4", "the end of a range wraps past 2^32", 2, [AllowlistClauses.EndPastTheTop]),
        new("D4", "the end of a range wraps at 2^32", 3, [DecisionClauses.RangeReachesTheTop]),
        new("D5", "an empty range arms the denial of everything", 4, [AllowlistClauses.EmptyRange]),
        new("D5", "a flagless range arms the denial of everything", 5, [AllowlistClauses.FlaglessRange]),
        new("D8", "what the hardware passes through is not filtered", 17, [MediationClauses.DeniedIsIntercepted]),
        new("D8", "a write on the fast path is not filtered", 18, [MediationClauses.FastWritesAsk]),
        new("D8", "an interrupt command on the fast path is not filtered", 23, [MediationClauses.FastInterruptsAsk]),
        new("D9", "what an emulated instruction reads is filtered", 19, [MediationClauses.ImplicitIsExempt]),
        new("D10", "the answer to an exit is not bound to the access", 9, [ExitClauses.CompletionIsBound]),
    ];

    /// <summary>Those and what a 32-bit kernel adds.</summary>
    public static IReadOnlyList<KnownDefect> OfThePostedPatchIn32Bits { get; } =
    [
        .. OfThePostedPatch,
        new("D11", "the size of a bitmap wraps to zero", 20, [AllowlistClauses.OversizeBitmap])
        {
            In = Dialect.Posted32,
        },
    ];

    /// <summary>The dialect whose choice of the reading it is.</summary>
    public Dialect In { get; init; } = Dialect.Posted;

    /// <summary>
    /// The known defect that a divergence shows: the dialect, with the posted code's choice of that one reading, agrees
    /// with the machine on every step of it. Of two with the same reading it is the one whose clause is broken, and
    /// so it is where it takes several readings together.
    /// </summary>
    /// <param name="known">The defects that the machine may have.</param>
    /// <param name="dialect">The dialect that is right.</param>
    /// <param name="runnerOf">Runs sequences on the machine and on a model with readings.</param>
    /// <param name="commands">The sequence that ends with the divergence.</param>
    /// <param name="clause">The clause that it breaks.</param>
    /// <returns>The defect, or null if none explains it.</returns>
    public static KnownDefect? Explaining(
        IReadOnlyList<KnownDefect> known, Dialect dialect, Func<ReadingSet, FreshRunner> runnerOf,
        Command[] commands, Clause? clause)
    {
        KnownDefect[] likelyFirst = [.. known.OrderByDescending(defect => defect.Breaks.Contains(clause))];
        return likelyFirst.FirstOrDefault(defect => Agrees(dialect, runnerOf, commands, [defect]))
            ?? likelyFirst.FirstOrDefault(_ => Agrees(dialect, runnerOf, commands, known));
    }

    /// <summary>
    /// Whether the machine does what the dialect says once the defects' readings are the posted code's.
    /// </summary>
    private static bool Agrees(
        Dialect dialect, Func<ReadingSet, FreshRunner> runnerOf, Command[] commands,
        IEnumerable<KnownDefect> defects)
    {
        ReadingSet readings = defects.Aggregate(
            dialect.Readings,
            (set, defect) => Spec.Readings.Reading.All.Single(reading => reading.Number == defect.Reading)
                .WithChoiceOf(set, defect.In.Readings));
        return runnerOf(readings).Run(commands) is null;
    }
}
