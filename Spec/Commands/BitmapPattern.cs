using System.Collections.Frozen;
using System.Runtime.InteropServices;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Commands;

/// <summary>
/// The bytes of a bitmap in 8 bits: no MSR's bit, every MSR's, the first, the last, the one behind the last, every
/// second, all but one, every bit of the longs; and from <see cref="FirstRandom"/> on, slices of a pool of random
/// bytes.
/// </summary>
public static class BitmapPattern
{
    /// <summary>How many bits a code has.</summary>
    public const int Width = 8;

    /// <summary>The code of a bitmap that says yes to every MSR.</summary>
    public const ulong EveryMsr = 1;

    /// <summary>The first code of a random slice.</summary>
    public const ulong FirstRandom = 10;

    /// <summary>How many patterns there are.</summary>
    public const int Count = 1 << Width;

    private const int PoolSize = AllowlistLayout.MaxBitmapSize + Count;
    private const byte Odd = 0xAA;
    private const byte Even = 0x55;
    private const uint LongWidth = 64;
    private const ulong EveryByte = 0x01010101_01010101;

    private static readonly byte[] Pool = FillPool();

    /// <summary>The random codes, by the first eight bytes of their slices, which all differ.</summary>
    private static readonly FrozenDictionary<ulong, ulong> SlicesByStart = Enumerable
        .Range((int)FirstRandom, Count - (int)FirstRandom)
        .ToFrozenDictionary(code => MemoryMarshal.Read<ulong>(Pool.AsSpan(code)), code => (ulong)code);

    /// <summary>Writes the bitmap that a code stands for.</summary>
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
    /// <param name="count">The number of MSRs.</param>
    /// <param name="bitmap">The bitmap, which may be cut short.</param>
    /// <param name="code">The code.</param>
    public static bool TryFind(uint count, ReadOnlySpan<byte> bitmap, out ulong code)
    {
        code = 0;
        if (bitmap.Length > AllowlistLayout.MaxBitmapSize)
        {
            return false;
        }

        // Nearly all are none, all, or a slice; and no slice of eight bytes or more begins as a plain bitmap does.
        ulong start = Start(bitmap);
        return TryFindPlain(0, EveryMsr, count, bitmap, start, out code)
            || (bitmap.Length >= sizeof(ulong) && TryFindSlice(bitmap, start, out code))
            || TryFindPlain(EveryMsr + 1, FirstRandom - 1, count, bitmap, start, out code)
            || (bitmap.Length < sizeof(ulong) && TryFindShortSlice(bitmap, out code));
    }

    private static bool TryFindPlain(
        ulong first, ulong last, uint count, ReadOnlySpan<byte> bitmap, ulong start, out ulong code)
    {
        ulong known = bitmap.Length < sizeof(ulong) ? (1UL << (8 * bitmap.Length)) - 1 : ulong.MaxValue;
        for (code = first; code <= last; code++)
        {
            if ((Start(code, count) & known) == start
                && (bitmap.Length <= sizeof(ulong) || Writes(code, count, bitmap)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first eight bytes of what <see cref="Fill"/> writes, for codes that are not random.</summary>
    private static ulong Start(ulong code, uint count) => code switch
    {
        0 => 0,
        1 => Below(count),
        2 => 1,
        3 => Bit(count - 1),
        4 => Bit(count),
        5 => Even * EveryByte,
        6 => Odd * EveryByte,
        7 => Below(count) ^ 1,
        8 => Below(count) ^ Bit(count - 1),
        _ => ulong.MaxValue,
    };

    private static ulong Bit(uint bit) => bit < LongWidth ? 1UL << (int)bit : 0;

    private static ulong Below(uint count) => count < LongWidth ? Bit(count) - 1 : ulong.MaxValue;

    /// <summary>The first eight bytes; missing ones are zero.</summary>
    private static ulong Start(ReadOnlySpan<byte> bitmap)
    {
        ulong start = 0;
        bitmap[..Math.Min(bitmap.Length, sizeof(ulong))].CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref start)));
        return start;
    }

    private static bool Writes(ulong code, uint count, ReadOnlySpan<byte> bitmap)
    {
        Span<byte> candidate = stackalloc byte[bitmap.Length];
        Fill(code, count, candidate);
        return bitmap.SequenceEqual(candidate);
    }

    private static bool TryFindSlice(ReadOnlySpan<byte> bitmap, ulong start, out ulong code) =>
        SlicesByStart.TryGetValue(start, out code) && IsSlice(code, bitmap);

    private static bool TryFindShortSlice(ReadOnlySpan<byte> bitmap, out ulong code)
    {
        code = FirstRandom;
        while (code < Count && !IsSlice(code, bitmap))
        {
            code++;
        }

        return code < Count;
    }

    private static bool IsSlice(ulong code, ReadOnlySpan<byte> bitmap) =>
        Pool.AsSpan((int)code, bitmap.Length).SequenceEqual(bitmap);

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
