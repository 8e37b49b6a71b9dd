using MsrSpec.Checker.Comparing;
using MsrSpec.Checker.Running;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What must hold of an enumeration of the kinds of difference, whoever makes it.</summary>
internal static class KindProperties
{
    /// <summary>The properties that an enumerator breaks of two dialects, by their names.</summary>
    public static IEnumerable<string> BrokenBy(KindEnumerator enumerate, Dialect left, Dialect right)
    {
        IReadOnlyList<DifferenceKind> kinds = enumerate(left, right);
        MutualRunner[] runners = [.. new DialectPair(left, right).Runners];
        (string Name, bool Holds)[] properties =
        [
            (nameof(EachKindIsThereOnce), EachKindIsThereOnce(kinds)),
            (nameof(AWitnessShowsItsKind), kinds.All(kind => AWitnessShowsItsKind(runners, kind))),
            (nameof(NoCommandCanBeLeftOut), kinds.All(kind => NoCommandCanBeLeftOut(runners, kind))),
            (nameof(TheOtherWayRoundTheyAreTheSame),
                TheOtherWayRoundTheyAreTheSame(kinds, enumerate(right, left))),
            (nameof(NoneDiffersFromItself), NoneDiffersFromItself(enumerate, left)),
        ];
        return properties.Where(property => !property.Holds).Select(property => property.Name);
    }

    /// <summary>
    /// The defects of the posted patch that one thread can meet of which a clause is named by no kind between what it
    /// does and what it should do.
    /// </summary>
    public static IEnumerable<string> DefectsMissedBy(KindEnumerator enumerate)
    {
        IReadOnlyList<DifferenceKind> kinds = enumerate(Dialect.Posted, Dialect.Sound);
        return KnownDefect.OfThePostedPatch
            .Where(defect => defect.Breaks.Any(clause => kinds.All(kind => kind.Clauses.Right != clause)))
            .Select(defect => defect.Id);
    }

    public static bool EachKindIsThereOnce(IReadOnlyList<DifferenceKind> kinds) =>
        kinds.DistinctBy(kind => kind.Clauses).Count() == kinds.Count;

    public static bool AWitnessShowsItsKind(MutualRunner[] runners, DifferenceKind kind) =>
        IsShown(runners, kind, CommandsOf(kind))
        && kind.Steps.SkipLast(1).All(step => step.Left == step.Right)
        && (kind.Steps[^1].Left == kind.Steps[^1].Right) == kind.Divergence.Field is not null;

    public static bool NoCommandCanBeLeftOut(MutualRunner[] runners, DifferenceKind kind)
    {
        Command[] commands = CommandsOf(kind);
        return Enumerable.Range(0, commands.Length).All(
            left => !IsShown(runners, kind, [.. commands[..left], .. commands[(left + 1)..]]));
    }

    public static bool NoneDiffersFromItself(KindEnumerator enumerate, Dialect dialect) =>
        enumerate(dialect, dialect).Count == 0;

    public static bool TheOtherWayRoundTheyAreTheSame(
        IReadOnlyList<DifferenceKind> kinds, IReadOnlyList<DifferenceKind> others) =>
        kinds.Select(kind => kind.Clauses).ToHashSet().SetEquals(
            others.Select(kind => new ClausePair(kind.Clauses.Right, kind.Clauses.Left)));

    /// <summary>Whether the two dialects show the kind at the last command, and nothing before.</summary>
    private static bool IsShown(MutualRunner[] runners, DifferenceKind kind, Command[] commands) => runners.Any(
        runner => runner.Run(commands) is { BeganBefore: false } shown
            && shown.Clauses == kind.Clauses && shown.Divergence.Step == commands.Length - 1);

    private static Command[] CommandsOf(DifferenceKind kind) => [.. kind.Steps.Select(step => step.Command)];
}
