namespace MsrSpec.Checker.Sequences;

/// <summary>Some adjacent bits of a word; a value of one bit more has its highest at the top of the word.</summary>
/// <param name="Shift">The lowest bit.</param>
/// <param name="Width">How many adjacent bits, 1 to 63.</param>
/// <param name="Apart">The bit at the top; 0: none.</param>
internal readonly record struct BitField(int Shift, int Width, ulong Apart = 0)
{
    /// <summary>The top of a word.</summary>
    public const ulong Top = 1UL << 63;

    private ulong Adjacent => (1UL << Width) - 1;

    /// <summary>The value in a word.</summary>
    public ulong Get(ulong word) => ((word >> Shift) & Adjacent) | ((word & Apart) != 0 ? Adjacent + 1 : 0);

    /// <summary>A value that fits, where it belongs in a word.</summary>
    public ulong Put(ulong value) => ((value & Adjacent) << Shift) | (value > Adjacent ? Apart : 0);
}
