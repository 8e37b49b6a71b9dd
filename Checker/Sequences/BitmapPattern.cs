namespace MsrSpec.Checker.Sequences;

/// <summary>
/// The bytes of a bitmap in 8 bits: no MSR's bit, every MSR's, the first, the last, the one behind the last, every
/// second, all but one, every bit of the longs; and from <see cref="FirstRandom"/> on, slices of a pool of random
/// bytes.
/// </summary>
internal static class BitmapPattern
{
    public const int Width = 8;

    /// <summary>The first code of a random slice.</summary>
    public const ulong FirstRandom = 10;

    /// <summary>The bytes of the longest bitmap that the ioctl takes: 0x3000 bits.</summary>
    private const int LongestBitmap = 0x600;

    private const int PoolSize = LongestBitmap + (1 << Width);
    private const byte Odd = 0xAA;
    private const byte Even = 0x55;

    private static readonly byte[] Pool = FillPool();

    /// <summary>Writes a bitmap.</summary>
    /// <param name="code">The pattern.</param>
    /// <param name="count">The number of MSRs, which is where the last bit is.</param>
    /// <param name="bitmap">Where to: whole longs of a 64-bit kernel, all zero.</param>
    public static void Fill(ulong code, uint count, Span<byte> bitmap)
    {
        switch (code)
        {
            case 0:
                return;
            case 1:
                FillBelow(bitmap, count);
                return;
            case 2:
                Flip(bitmap, 0);
                return;
            case 3:
                Flip(bitmap, count - 1);
                return;
            case 4:
                Flip(bitmap, count);
                return;
            case 5:
                bitmap.Fill(Even);
                return;
            case 6:
                bitmap.Fill(Odd);
                return;
            case 7:
                FillBelow(bitmap, count);
                Flip(bitmap, 0);
                return;
            case 8:
                FillBelow(bitmap, count);
                Flip(bitmap, count - 1);
                return;
            case 9:
                bitmap.Fill(byte.MaxValue);
                return;
            default:
                Pool.AsSpan((int)code, bitmap.Length).CopyTo(bitmap);
                return;
        }
    }

    /// <summary>The smallest code that writes a bitmap, if there is one.</summary>
    public static bool TryEncode(uint count, ReadOnlySpan<byte> bitmap, out ulong code)
    {
        byte[] candidate = new byte[bitmap.Length];
        for (code = 0; bitmap.Length <= LongestBitmap && code < 1 << Width; code++)
        {
            candidate.AsSpan().Clear();
            Fill(code, count, candidate);
            if (bitmap.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static void FillBelow(Span<byte> bitmap, uint count)
    {
        int whole = (int)Math.Min(count / 8, (uint)bitmap.Length);
        bitmap[..whole].Fill(byte.MaxValue);
        if (whole < bitmap.Length)
        {
            bitmap[whole] = (byte)((1 << (int)(count % 8)) - 1);
        }
    }

    private static void Flip(Span<byte> bitmap, uint bit)
    {
        if (bit / 8 < bitmap.Length)
        {
            bitmap[(int)(bit / 8)] ^= (byte)(1 << (int)(bit % 8));
        }
    }

    /// <summary>Bytes that look random and are the same for ever (splitmix64 from zero).</summary>
    private static byte[] FillPool()
    {
        byte[] pool = new byte[PoolSize];
        ulong state = 0;
        for (int i = 0; i < pool.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            pool[i] = (byte)(mixed >> 56);
        }

        return pool;
    }
}
