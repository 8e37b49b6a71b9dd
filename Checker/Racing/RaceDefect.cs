using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Racing;

/// <summary>A defect of the posted patch that shows only with several threads, or also with them.</summary>
/// <param name="Id">Its number among the defects of the posted patch, and which of its outcomes it is.</param>
/// <param name="Summary">What it is.</param>
/// <param name="DependsOnCompiler">Whether it is there only if the compiler stores a count before its entry.</param>
/// <param name="IsShownBy">Whether a failure is it.</param>
public sealed record RaceDefect(
    string Id, string Summary, bool DependsOnCompiler, Func<RaceFailure, bool> IsShownBy)
{
    /// <summary>Those of the posted patch.</summary>
    public static IReadOnlyList<RaceDefect> OfThePostedPatch { get; } =
    [
        new("D1", "the lock is kept when the table is full", DependsOnCompiler: false, failure =>
            failure.Kind == RaceFailureKind.Deadlock && failure.Keeper == Outcome.Error(Errno.E2BIG)),
        new("D2", "the lock is kept when ranges overlap", DependsOnCompiler: false, failure =>
            failure.Kind == RaceFailureKind.Deadlock && failure.Keeper == Outcome.Error(Errno.EINVAL)),
        new("D6 (a)", "a range that is counted and not yet stored denies what is allowed", DependsOnCompiler: true,
            failure => failure is { Kind: RaceFailureKind.WrongAnswer, Actual.Kind: OutcomeKind.Denied }),
        new("D6 (b)", "the bitmap of a range that is not yet stored is a null pointer", DependsOnCompiler: true,
            failure => failure is { Kind: RaceFailureKind.Oops, Command: Command.AskDecision }),
        new("D6 (c)", "a range whose base is not yet stored allows low indices", DependsOnCompiler: true,
            failure => failure is { Kind: RaceFailureKind.WrongAnswer, Actual.Kind: OutcomeKind.Allowed }),
        new("D7", "a policy of several ranges takes effect one by one", DependsOnCompiler: false, failure =>
            failure.Kind == RaceFailureKind.PartOfAPolicy),
    ];
}
