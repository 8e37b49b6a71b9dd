using System.Buffers.Binary;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Inputs for the targets that take an ioctl argument.</summary>
internal static class TargetInputs
{
    /// <summary>An argument that is readable to its end, its bitmap full of ones.</summary>
    public static byte[] Argument(uint flags, uint count, uint start, uint pad = 0) =>
        Argument(flags, count, start, pad, new AllowlistHeader(flags, count, start, pad).ArgumentSize);

    /// <summary>An argument of so many readable bytes.</summary>
    public static byte[] Argument(uint flags, uint count, uint start, uint pad, int length)
    {
        byte[] bytes = new byte[Math.Max(length, 16)];
        bytes.AsSpan(16).Fill(byte.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, flags);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), count);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), start);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), pad);
        return bytes[..length];
    }

    /// <summary>Arguments of every kind that the rules tell apart.</summary>
    public static IReadOnlyList<byte[]> EveryKind { get; } =
    [
        [], new byte[15], new byte[16],
        Argument(3, 1, 0), Argument(1, 64, 0x10), Argument(2, 65, 0x10), Argument(3, 0x3000, 0), Argument(3, 0x2FFF, 0),
        Argument(3, 0x3001, 0), Argument(3, uint.MaxValue, 0), Argument(3, 0xFFFFFFC0, 0),
        Argument(3, 1, 0, pad: 1), Argument(3, 0x3000, 0, pad: 1), Argument(0, 0, 0, pad: 1), Argument(3, 1, 0, pad: 2),
        Argument(3, 1, 0, 0, 23), Argument(3, 1, 0, 0, 16), Argument(3, 0x3000, 0, 0, 1551), Argument(3, 1, 0, 0, 200),
        Argument(4, 1, 0), Argument(0xFFFFFFFF, 1, 0), Argument(0, 1, 0), Argument(3, 0, 0),
        Argument(3, 1, uint.MaxValue), Argument(1, 2, uint.MaxValue), Argument(2, 64, 0xFFFFFFC0),
        Argument(3, 65, 0xFFFFFFC0),
    ];
}
