using System.Numerics;

namespace MsrSpec.Spec.Commands;

/// <summary>
/// Bitmaps: the numbers below <see cref="AnyBytes"/> are the patterns of <see cref="BitmapPattern"/>, which adapt to
/// the number of MSRs; any other bitmap is its bytes.
/// </summary>
public sealed class BitmapDomain : Domain
{
    /// <summary>The number of a bitmap that is its bytes.</summary>
    public const ulong AnyBytes = BitmapPattern.Count;

    internal BitmapDomain()
        : base(DomainKind.Bitmap, BitmapPattern.Width + 1, BitmapPattern.Width, BitmapPattern.Count)
    {
    }

    /// <inheritdoc/>
    public override ulong FromCode(ulong code) => code % BitmapPattern.Count;

    /// <inheritdoc/>
    public override bool TryCode(ulong number, out ulong code)
    {
        code = number;
        return number < AnyBytes;
    }

    /// <inheritdoc/>
    public override ulong FromBits(ulong bits) => Math.Min(bits & Max, AnyBytes);

    /// <inheritdoc/>
    public override bool HasBytes(ulong number) => number >= AnyBytes;

    /// <summary>
    /// The patterns that people can read come first; then fewer bits of this very bitmap: the first one alone, the last
    /// one alone, either half of them, all but one of a few.
    /// </summary>
    public override IEnumerable<FieldValue> Simpler(FieldValue value)
    {
        ulong plain = Math.Min(value.Number, BitmapPattern.FirstRandom);
        for (ulong pattern = 0; pattern < plain; pattern++)
        {
            yield return new FieldValue(pattern);
        }

        if (value.Number >= BitmapPattern.FirstRandom)
        {
            foreach (FieldValue fewer in FewerBits(value.Bytes))
            {
                yield return fewer;
            }
        }
    }

    private static IEnumerable<FieldValue> FewerBits(ReadOnlyMemory<byte> bytes)
    {
        const int Few = 8;
        int bits = BitsIn(bytes.Span);
        if (bits < 2)
        {
            yield break;
        }

        yield return Keep(bytes, 0, 1);
        yield return Keep(bytes, bits - 1, bits);
        yield return Keep(bytes, 0, bits / 2);
        yield return Keep(bytes, bits / 2, bits);
        for (int bit = 0; bits <= Few && bit < bits; bit++)
        {
            yield return Without(bytes, bit);
        }
    }

    private static int BitsIn(ReadOnlySpan<byte> bytes)
    {
        int bits = 0;
        foreach (byte b in bytes)
        {
            bits += BitOperations.PopCount(b);
        }

        return bits;
    }

    private static FieldValue Keep(ReadOnlyMemory<byte> bytes, int first, int end) =>
        Where(bytes, bit => bit >= first && bit < end);

    private static FieldValue Without(ReadOnlyMemory<byte> bytes, int left) => Where(bytes, bit => bit != left);

    /// <summary>The set bits that are wanted, by their number among the set ones.</summary>
    private static FieldValue Where(ReadOnlyMemory<byte> bytes, Func<int, bool> isWanted)
    {
        byte[] kept = new byte[bytes.Length];
        int set = 0;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            int mask = 1 << (bit % 8);
            if ((bytes.Span[bit / 8] & mask) != 0 && isWanted(set++))
            {
                kept[bit / 8] |= (byte)mask;
            }
        }

        return new FieldValue(AnyBytes, kept);
    }
}
