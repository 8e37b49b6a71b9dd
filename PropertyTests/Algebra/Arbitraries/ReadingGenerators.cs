using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Spec.Readings;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Draws dialects of the allowlist: the named ones, and any other choice of readings.</summary>
internal static class ReadingGenerators
{
    /// <summary>
    /// The readings that matter where the interface is the allowlist, but for those of instructions and errors of the
    /// kernel, of which no law of the algebra speaks.
    /// </summary>
    private static readonly Reading[] OfTheAllowlist =
    [
        .. Reading.All.Where(reading =>
            reading.Of != Interface.Filter
            && reading.Choice(Dialect.Sound.Readings) is not (Interface or MsrInstructions or HandlerErrors)),
    ];

    /// <summary>Together they make every choice of every reading.</summary>
    private static readonly ReadingSet[] Donors =
    [
        .. Dialect.OfTheAllowlist.Select(dialect => dialect.Readings),
        Dialect.Sound.Readings with { PadWord = PadWord.MustBeZero },
    ];

    /// <summary>One dialect.</summary>
    public static Gen<ReadingSet> Any { get; } = Gen.Frequency(
        (1, Gen.Elements(Donors)),
        (2, Gen.CollectToArray(OfTheAllowlist, _ => Gen.Elements(Donors)).Select(Mixed)));

    private static ReadingSet Mixed(ReadingSet[] donors) => OfTheAllowlist.Zip(donors).Aggregate(
        Dialect.Sound.Readings, (mixed, taken) => taken.First.WithChoiceOf(mixed, taken.Second));
}
