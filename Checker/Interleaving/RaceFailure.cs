using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Threads;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>What is wrong with a schedule.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Thread">Whose call shows it; null for a command that is carried out when all have ended.</param>
/// <param name="Number">Which of that thread's calls.</param>
/// <param name="Command">The command that shows it.</param>
/// <param name="Expected">What the call should have answered.</param>
/// <param name="Actual">What it answered.</param>
/// <param name="Keeper">Of a thread that waits for ever: what a call answered that has kept a lock, or null.</param>
public sealed record RaceFailure(
    RaceFailureKind Kind, int? Thread, int Number, Command Command, Outcome Expected, Outcome Actual, Outcome? Keeper)
{
    /// <summary>The clause that it breaks.</summary>
    public Clause Clause => Kind switch
    {
        RaceFailureKind.WrongAnswer => Actual.Kind switch
        {
            OutcomeKind.Denied => ThreadClauses.NeverDeniedBetween,
            OutcomeKind.Allowed => ThreadClauses.NeverAllowedBetween,
            OutcomeKind.Crashed => LifetimeClauses.MachineAnswers,
            _ => ThreadClauses.OneAfterAnother,
        },
        RaceFailureKind.Oops => ThreadClauses.KernelSurvives,
        RaceFailureKind.Deadlock => KeptBy,
        RaceFailureKind.WrongState => ThreadClauses.NothingIsLost,
        RaceFailureKind.PartOfAPolicy => ThreadClauses.PolicyAtOnce,
    };

    /// <summary>Who waits for a lock that was kept by a call that was refused breaks that call's clause.</summary>
    private Clause KeptBy =>
        Keeper == Outcome.Error(Errno.E2BIG) ? AllowlistClauses.FullTableReleasesTheLock
        : Keeper == Outcome.Error(Errno.EINVAL) ? AllowlistClauses.OverlapReleasesTheLock
        : ThreadClauses.NobodyWaits;

    /// <summary>What makes two failures the same one.</summary>
    public RaceSignature Signature => Kind switch
    {
        RaceFailureKind.WrongAnswer or RaceFailureKind.WrongState => new(Kind, Expected, Actual, Keeper),
        RaceFailureKind.Oops => new(Kind, default, Actual, Keeper),
        RaceFailureKind.Deadlock or RaceFailureKind.PartOfAPolicy => new(Kind, default, default, Keeper),
    };
}
