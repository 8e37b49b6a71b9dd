using System.Numerics;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>The first MSR that a range allows.</summary>
internal static class FirstBit
{
    private const int BitsPerByte = 8;

    /// <summary>The number of the lowest bit that is set in an argument's bitmap; 0 if none is.</summary>
    public static uint Of(UserBuffer argument)
    {
        ReadOnlySpan<byte> bitmap = argument.Tail;
        int at = bitmap.IndexOfAnyExcept((byte)0);
        return at < 0 ? 0 : (uint)((at * BitsPerByte) + BitOperations.TrailingZeroCount(bitmap[at]));
    }
}
