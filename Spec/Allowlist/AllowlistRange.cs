using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Allowlist;

/// <summary>A range as it is stored, with a bitmap of its own.</summary>
/// <param name="Flags">The directions it speaks of.</param>
/// <param name="Base">Its first index.</param>
/// <param name="Count">How many MSRs it holds.</param>
/// <param name="Bitmap">The copied bitmap, whole longs; bit i is bit i%8 of byte i/8 and stands for Base + i.</param>
public readonly record struct AllowlistRange(AccessFlags Flags, uint Base, uint Count, ImmutableArray<byte> Bitmap)
{
    /// <summary>The range that an argument with a readable bitmap asks for.</summary>
    public static AllowlistRange Of(UserBuffer argument, ReadingSet readings)
    {
        AllowlistHeader header = argument.Header;
        ImmutableArray<byte> bitmap = [.. argument.Tail[..(int)header.BitmapSizeIn(readings)]];
        return new AllowlistRange((AccessFlags)header.Flags, header.Base, header.Count, bitmap);
    }

    /// <summary>Whether the copied bitmap has room for the bit.</summary>
    public bool Holds(uint bit) => bit / 8 < Bitmap.Length;

    /// <summary>Whether the copied bitmap has the bit set; a bit that it does not hold is clear.</summary>
    public bool IsSet(uint bit) => Holds(bit) && (Bitmap[(int)(bit / 8)] >> (int)(bit % 8) & 1) != 0;
}
