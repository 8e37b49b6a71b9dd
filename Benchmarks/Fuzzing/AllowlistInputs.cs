using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>Ioctl arguments that lie at the edges of the rules.</summary>
internal static class AllowlistInputs
{
    private static readonly uint[] Flags = [0, 1, 2, 3, 3, 3, 4, 7, 0x80000000, uint.MaxValue];

    private static readonly uint[] Counts =
    [
        0, 1, 2, 63, 64, 65, 128, 1000, AllowlistLayout.MaxCount - 64, AllowlistLayout.MaxCount - 1,
        AllowlistLayout.MaxCount, AllowlistLayout.MaxCount + 1, 0x80000000, uint.MaxValue,
    ];

    private static readonly uint[] Pads = [0, 0, 0, 0, 1, 2, 3, uint.MaxValue];

    /// <summary>The largest valid argument: every register of the range has a bit of its own.</summary>
    public static byte[] FullSize()
    {
        byte[] bitmap = new byte[AllowlistLayout.MaxBitmapSize];
        new Random(1).NextBytes(bitmap);
        AllowlistHeader header = new((uint)AccessFlags.ReadWrite, AllowlistLayout.MaxCount, 0x1000, 0);
        return [.. UserBuffer.Allowlist(header, bitmap, header.ArgumentSize).Bytes];
    }

    /// <summary>The next argument.</summary>
    public static byte[] Next(Random random)
    {
        uint count = Counts[random.Next(Counts.Length)];
        AllowlistHeader header = new(
            Flags[random.Next(Flags.Length)], count, Base(random, count), Pads[random.Next(Pads.Length)]);
        byte[] bitmap = new byte[AllowlistLayout.MaxBitmapSize];
        random.NextBytes(bitmap);
        return [.. UserBuffer.Allowlist(header, bitmap, Length(random, header)).Bytes];
    }

    /// <summary>Often such that the range ends at 2^32, or one register to either side of it.</summary>
    private static uint Base(Random random, uint count) => random.Next(3) switch
    {
        0 => 0,
        1 => (uint)random.NextInt64(1L << 32),
        _ => unchecked(0 - count + (uint)random.Next(-1, 2)),
    };

    private static int Length(Random random, AllowlistHeader header) => random.Next(6) switch
    {
        0 => random.Next(AllowlistLayout.HeaderSize + 2),
        1 => Math.Max(0, header.ArgumentSize + random.Next(-9, 0)),
        2 => header.ArgumentSize + random.Next(1, 10),
        _ => header.ArgumentSize,
    };
}
