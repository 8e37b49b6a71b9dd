using System.Buffers.Binary;

namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>The bitmap of one range, moved to where its MSRs lie within 64-bit words.</summary>
internal static class RangeBitmap
{
    private const int WordBits = 64;

    /// <summary>
    /// Writes the first <paramref name="count"/> bits of the bitmap to the words, from bit <paramref name="shift"/>
    /// on; all other bits of the words become zero.
    /// </summary>
    internal static void Align(ReadOnlySpan<byte> bitmap, uint count, int shift, Span<ulong> words)
    {
        int whole = (int)count / WordBits;
        ulong carry = 0;
        for (int i = 0; i < whole; i++)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bitmap[(i * sizeof(ulong))..]);
            words[i] = (word << shift) | carry;
            carry = CarriedOver(word, shift);
        }

        ulong rest = FirstBits(bitmap[(whole * sizeof(ulong))..], (int)count % WordBits);
        if (whole < words.Length)
        {
            words[whole] = (rest << shift) | carry;
        }

        if (whole + 1 < words.Length)
        {
            words[whole + 1] = CarriedOver(rest, shift);
        }
    }

    /// <summary>The bits that a shift pushes out of the word. In two steps, as a shift by 64 is one by zero.</summary>
    private static ulong CarriedOver(ulong word, int shift)
    {
        return word >> 1 >> (WordBits - 1 - shift);
    }

    /// <summary>Fewer than 64 bits, which the bitmap may hold in fewer than eight bytes.</summary>
    private static ulong FirstBits(ReadOnlySpan<byte> bitmap, int count)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        bitmap[..Math.Min(bitmap.Length, word.Length)].CopyTo(word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word) & ((1UL << count) - 1);
    }
}
