using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Threads;

/// <summary>The clauses of calls that several threads make at once.</summary>
public static class ThreadClauses
{
    private const string TakesThreads = "one thread never breaks it; 'race' looks for it";

    /// <summary>Overlapping calls answer as in some order of them.</summary>
    public static readonly Clause OneAfterAnother = new(
        "threads.calls-answer-as-one-after-another", Strength.Must,
        "Calls that overlap in time answer as if they had been made one after another, in an order in which a call "
        + "that has ended before another begins comes first.",
        TakesThreads);

    /// <summary>A decision does not deny by a part of a call.</summary>
    public static readonly Clause NeverDeniedBetween = new(
        "threads.a-part-of-a-call-denies-nothing", Strength.Must,
        "An access that the list allows before and behind each call that overlaps with the decision is allowed.",
        TakesThreads);

    /// <summary>A decision does not allow by a part of a call.</summary>
    public static readonly Clause NeverAllowedBetween = new(
        "threads.a-part-of-a-call-allows-nothing", Strength.Must,
        "An access that the list denies before and behind each call that overlaps with the decision is denied.",
        TakesThreads);

    /// <summary>Every thread's call ends.</summary>
    public static readonly Clause NobodyWaits = new(
        "threads.nobody-waits-for-ever", Strength.Must,
        "Whatever calls overlap, each of them ends.",
        TakesThreads);

    /// <summary>No order of steps brings the kernel down.</summary>
    public static readonly Clause KernelSurvives = new(
        "threads.no-overlap-brings-the-kernel-down", Strength.Must,
        "Calls that bring the kernel down in no order of them do not when they overlap.",
        TakesThreads);

    /// <summary>What is left is what an order of the calls leaves.</summary>
    public static readonly Clause NothingIsLost = new(
        "threads.what-is-left-is-what-the-calls-left", Strength.Must,
        "When all calls have ended, the list and what is allocated are what the same order of the calls leaves.",
        TakesThreads);

    /// <summary>Several ranges that are meant as one take effect one by one.</summary>
    public static readonly Clause PolicyAtOnce = new(
        "threads.a-policy-takes-effect-at-once", Strength.Silent,
        "Where the ranges of several calls are meant as one policy, an access is decided by none of them or by all. No "
        + "machine with one range a call can keep that for ranges that are added while a vCPU runs.",
        TakesThreads);

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        OneAfterAnother, NeverDeniedBetween, NeverAllowedBetween, NobodyWaits, KernelSurvives, NothingIsLost,
        PolicyAtOnce,
    ];
}
