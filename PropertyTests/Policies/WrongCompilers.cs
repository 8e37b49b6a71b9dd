using MsrSpec.Policies;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>
/// What those do who write the ranges by hand, as public reports have it. Each takes the right ranges and spoils them.
/// </summary>
internal static class WrongCompilers
{
    /// <summary>Every one, by what it does.</summary>
    public static IReadOnlyDictionary<string, Func<CompiledPolicy, CompiledPolicy>> All { get; } =
        new Dictionary<string, Func<CompiledPolicy, CompiledPolicy>>
        {
            ["the end is taken for included"] = Each(range => range with { Count = range.Count - 1 }),
            ["a bit is taken for the one before it"] = Each(range => range with { Base = range.Base + 1 }),
            ["set bits deny"] = Each(range => range with { Bitmap = [.. range.Bitmap.Select(bits => (byte)~bits)] }),
            ["reads are taken for writes"] = Each(range => range with
            {
                Flags = range.Flags == AccessFlags.ReadWrite ? AccessFlags.Read : AccessFlags.ReadWrite ^ range.Flags,
            }),
            ["a byte is assigned, and its other bits are lost"] = Each(LastBitOfEachByte),
            ["the last byte is left out"] = Each(range => range with { Bitmap = range.Bitmap[..^8] }),
            ["the last range is left out"] = compiled => compiled with { Ranges = compiled.Ranges[..^1] },
            ["a range stands there twice, the first without bits"] = compiled => compiled with
            {
                Ranges = [compiled.Ranges[0] with { Bitmap = [.. new byte[compiled.Ranges[0].Bitmap.Length]] },
                    .. compiled.Ranges],
            },
            ["no range has a flag"] = Each(range => range with { Flags = AccessFlags.None }),
            ["the bits are those of big-endian bytes"] = Each(range => range with
            {
                Bitmap = [.. range.Bitmap.Select(Reversed)],
            }),
        };

    private static Func<CompiledPolicy, CompiledPolicy> Each(Func<AllowlistRange, AllowlistRange> spoil) =>
        compiled => compiled with { Ranges = [.. compiled.Ranges.Select(spoil)] };

    private static AllowlistRange LastBitOfEachByte(AllowlistRange range) => range with
    {
        Bitmap = [.. range.Bitmap.Select(bits => (byte)(bits == 0 ? 0 : 1 << (31 - int.LeadingZeroCount(bits))))],
    };

    private static byte Reversed(byte bits)
    {
        int reversed = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            reversed |= (bits >> bit & 1) << (7 - bit);
        }

        return (byte)reversed;
    }
}
