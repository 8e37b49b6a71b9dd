using MsrSpec.Spec.Readings;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Dialects alone.</summary>
internal static class ReadingArbitraries
{
    /// <summary>Two dialects.</summary>
    public static ArbitraryOf<(ReadingSet Left, ReadingSet Right)> Two { get; } = new(
        Shape.Of(2), given => given.Commands.IsEmpty, given => (given.Dialects[0], given.Dialects[1]));
}
