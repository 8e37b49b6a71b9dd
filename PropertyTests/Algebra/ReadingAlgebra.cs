using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Readings;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Dialects are independent choices of readings.</summary>
public static class ReadingAlgebra
{
    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("Taking_over_one_reading_changes_that_one_and_no_other", ReadingArbitraries.Two, OneAtATime,
            new WrongRule("reading 3 takes reading 2 along", Reading3(
                (set, other) => set with { EndAtTheTop = other.EndAtTheTop, EndPastTheTop = other.EndPastTheTop }),
                "reference: v2-sound",
                "reference: v2-sound with end-past-the-top Matched")),
        ForAll("Taking_over_every_reading_gives_the_other_dialect", ReadingArbitraries.Two, AllOfThem,
            new WrongRule("reading 3 is never taken over", Reading3((set, _) => set),
                "reference: v2-sound with end-at-the-top Wraps",
                "reference: v2-sound")),
    ];

    private static bool OneAtATime(Rules rules, ReadingSet left, ReadingSet right) =>
        rules.Readings.All(taken =>
        {
            ReadingSet mixed = taken.WithChoiceOf(left, right);
            return rules.Readings.All(
                seen => seen.Choice(mixed).Equals(seen.Choice(seen == taken ? right : left)));
        });

    private static bool AllOfThem(Rules rules, ReadingSet left, ReadingSet right) =>
        rules.Readings.Aggregate(left, (mixed, reading) => reading.WithChoiceOf(mixed, right)) == right;

    private static Func<Rules, Rules> Reading3(Func<ReadingSet, ReadingSet, ReadingSet> takenOver) =>
        rules => rules with
        {
            Readings =
            [
                .. rules.Readings.Select(
                    reading => reading.Number == 3 ? reading with { WithChoiceOf = takenOver } : reading),
            ],
        };
}
