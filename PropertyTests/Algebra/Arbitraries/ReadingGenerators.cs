using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Spec.Readings;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Draws dialects: the named ones, and any other choice of readings.</summary>
internal static class ReadingGenerators
{
    /// <summary>Together they make every choice of every reading.</summary>
    private static readonly ReadingSet[] Donors =
    [
        .. Dialect.All.Select(dialect => dialect.Readings),
        Dialect.Sound.Readings with { PadWord = PadWord.MustBeZero },
    ];

    /// <summary>One dialect.</summary>
    public static Gen<ReadingSet> Any { get; } = Gen.Frequency(
        (1, Gen.Elements(Donors)),
        (2, Gen.CollectToArray(Reading.All, _ => Gen.Elements(Donors)).Select(Mixed)));

    private static ReadingSet Mixed(ReadingSet[] donors) => Reading.All.Zip(donors).Aggregate(
        Dialect.Sound.Readings, (mixed, taken) => taken.First.WithChoiceOf(mixed, taken.Second));
}
