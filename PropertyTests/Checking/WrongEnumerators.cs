using MsrSpec.Checker.Comparing;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Enumerators of kinds of difference that are wrong in one way each.</summary>
/// <param name="right">One that is right.</param>
internal sealed class WrongEnumerators(KindEnumerator right)
{
    private static readonly Command Useless = new Command.CheckCapability(Capability.UserSpaceMsr);

    /// <summary>Keeps the first kind alone of those with one clause of the first dialect.</summary>
    public IReadOnlyList<DifferenceKind> OneForEachClauseOfTheFirst(Dialect left, Dialect second) =>
        [.. right(left, second).DistinctBy(kind => kind.Clauses.Left)];

    /// <summary>Does not shrink: a command stays that has nothing to do with it.</summary>
    public IReadOnlyList<DifferenceKind> WithoutShrinking(Dialect left, Dialect second) =>
    [
        .. right(left, second).Select(kind => kind with
        {
            Steps = [new AnsweredCommand(Useless, Outcome.Value(1), Outcome.Value(1)), .. kind.Steps],
        }),
    ];

    /// <summary>Takes a witness of one kind for every kind with the same clause of the second dialect.</summary>
    public IReadOnlyList<DifferenceKind> WithOneWitnessForSeveral(Dialect left, Dialect second) =>
    [
        .. right(left, second).GroupBy(kind => kind.Clauses.Right).SelectMany(
            group => group.Select(kind => group.First() with { Clauses = kind.Clauses })),
    ];

    /// <summary>Names the clauses of one dialect for both.</summary>
    public IReadOnlyList<DifferenceKind> ByTheFirstAlone(Dialect left, Dialect second) =>
    [
        .. right(left, second).Select(
            kind => kind with { Clauses = new ClausePair(kind.Clauses.Left, kind.Clauses.Left) }),
    ];

    /// <summary>Tries no generated sequence.</summary>
    public static IReadOnlyList<DifferenceKind> OfShortSequences(Dialect left, Dialect second) =>
        new KindSearch(left, second, new DifferenceScope(Seed: 1, Sequences: 0)).Find();
}
