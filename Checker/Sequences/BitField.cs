namespace MsrSpec.Checker.Sequences;

/// <summary>Some adjacent bits of a word.</summary>
/// <param name="Shift">The lowest bit.</param>
/// <param name="Width">How many bits, 1 to 63.</param>
internal readonly record struct BitField(int Shift, int Width)
{
    /// <summary>The largest value that fits.</summary>
    public ulong Max => (1UL << Width) - 1;

    /// <summary>The value in a word.</summary>
    public ulong Get(ulong word) => (word >> Shift) & Max;

    /// <summary>The word with another value; it must fit.</summary>
    public ulong Set(ulong word, ulong value) => (word & ~(Max << Shift)) | (value << Shift);
}
