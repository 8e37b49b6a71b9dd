namespace MsrSpec.Checker.Comparing;

/// <summary>What is tried to find the kinds of difference; the same scope finds the same.</summary>
/// <param name="Seed">Decides the generated sequences.</param>
/// <param name="Sequences">How many of them are tried.</param>
public sealed record DifferenceScope(ulong Seed, long Sequences)
{
    /// <summary>The most commands of the short sequences, every one of which is tried.</summary>
    internal const int ShortLength = 3;

    /// <summary>How many generated sequences that show a kind are shrunk; the smallest witness stays.</summary>
    internal const int ShrunkForAKind = 3;
}
