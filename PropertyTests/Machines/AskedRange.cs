using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>A range as a test asks for it. What it grants is said here anew, by no code of the specification.</summary>
/// <param name="Flags">The flags word.</param>
/// <param name="Base">The first index.</param>
/// <param name="Count">The number of MSRs.</param>
/// <param name="Bits">Whole longs; bits at and behind the count are garbage on purpose.</param>
/// <param name="Pad">The pad word.</param>
public sealed record AskedRange(uint Flags, uint Base, uint Count, ulong[] Bits, uint Pad)
{
    private const int WordBits = 64;

    /// <summary>The first index behind the range.</summary>
    public ulong End => (ulong)Base + Count;

    /// <summary>The directions.</summary>
    public AccessFlags Type => (AccessFlags)Flags;

    /// <summary>The ioctl's argument, readable to its last byte and no further.</summary>
    public UserBuffer Argument
    {
        get
        {
            AllowlistHeader header = new(Flags, Count, Base, Pad);
            byte[] bitmap = [.. Bits.SelectMany(BitConverter.GetBytes)];
            return UserBuffer.Allowlist(header, bitmap, header.ArgumentSize);
        }
    }

    /// <summary>A range whose bits are all set, also those behind the count.</summary>
    public static AskedRange Full(AccessFlags type, uint start, uint count) =>
        new((uint)type, start, count, [.. Enumerable.Repeat(ulong.MaxValue, Words(count))], 0);

    /// <summary>How many longs hold so many bits; as many as may be stored, for a count beyond the limit.</summary>
    public static int Words(uint count) => (int)((Math.Min(count, AllowlistLayout.MaxCount) + WordBits - 1) / WordBits);

    public bool IsSet(uint bit) => (Bits[bit / WordBits] >> (int)(bit % WordBits) & 1) != 0;

    public bool Holds(uint index) => index >= Base && index < End;

    /// <summary>What the range alone allows to be done to an MSR.</summary>
    public AccessFlags Grants(uint index) => Holds(index) && IsSet(index - Base) ? Type : AccessFlags.None;

    /// <summary>Whether the ranges share an MSR and a direction.</summary>
    public bool Shares(AskedRange other) => (Flags & other.Flags) != 0 && Base < other.End && other.Base < End;

    /// <summary>The same range with one bit set or clear.</summary>
    public AskedRange WithBit(uint bit, bool set)
    {
        ulong[] bits = [.. Bits];
        ulong mask = 1UL << (int)(bit % WordBits);
        bits[bit / WordBits] = set ? bits[bit / WordBits] | mask : bits[bit / WordBits] & ~mask;
        return this with { Bits = bits };
    }

    /// <summary>The MSRs from one number on, as a range of their own; the bits behind its count are set.</summary>
    public AskedRange Part(uint first, uint count)
    {
        AskedRange part = Full(Type, Base + first, count);
        for (uint bit = 0; bit < count; bit++)
        {
            ulong mask = 1UL << (int)(bit % WordBits);
            part.Bits[bit / WordBits] &= IsSet(first + bit) ? ulong.MaxValue : ~mask;
        }

        return part;
    }

    public override string ToString() =>
        $"flags=0x{Flags:x} base=0x{Base:x} nmsrs=0x{Count:x} bits={string.Join('_', Bits.Select(b => $"{b:x}"))}";
}
