namespace MsrSpec.Checker.Sequences;

/// <summary>
/// A 64-bit value in 21 bits: a shape and a payload of 18 bits. The shapes reach the edges that registers care for:
/// small numbers, single bits, all ones, the ends of the canonical halves, bits 31 and 32, and repeated bytes.
/// </summary>
internal static class ValueCode
{
    public const int Width = 21;

    private const int PayloadWidth = 18;
    private const ulong PayloadMask = (1UL << PayloadWidth) - 1;
    private const ulong Half = 1UL << (PayloadWidth - 1);
    private const ulong LowCanonicalEnd = 0x00008000_00000000;
    private const ulong HighCanonicalStart = 0xFFFF8000_00000000;
    private const ulong WordEnd = 0x1_00000000;
    private const ulong EveryByte = 0x01010101_01010101;

    /// <summary>The value of a code of 21 bits.</summary>
    public static ulong Decode(ulong code)
    {
        ulong payload = code & PayloadMask;
        return (code >> PayloadWidth) switch
        {
            0 => payload,
            1 => payload << (64 - PayloadWidth),
            2 => 1UL << (int)(payload & 63),
            3 => ~payload,
            4 => LowCanonicalEnd - Half + payload,
            5 => HighCanonicalStart - Half + payload,
            6 => (payload & 0xFF) * EveryByte,
            _ => WordEnd - Half + payload,
        };
    }

    /// <summary>The smallest code of a value, if it has one.</summary>
    public static bool TryEncode(ulong value, out ulong code)
    {
        Span<ulong> candidates =
        [
            value,
            value >> (64 - PayloadWidth),
            (ulong)System.Numerics.BitOperations.TrailingZeroCount(value) & 63,
            ~value,
            value - LowCanonicalEnd + Half,
            value - HighCanonicalStart + Half,
            value & 0xFF,
            value - WordEnd + Half,
        ];
        for (int shape = 0; shape < candidates.Length; shape++)
        {
            code = ((ulong)shape << PayloadWidth) | (candidates[shape] & PayloadMask);
            if (Decode(code) == value)
            {
                return true;
            }
        }

        code = 0;
        return false;
    }
}
