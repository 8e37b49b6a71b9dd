using System.Runtime.InteropServices;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>One range that both peers are given. It ends below 2^32, where a 32-bit end is still right.</summary>
internal sealed record BenchmarkRange(AccessFlags Flags, uint Base, uint Count, ulong[] Bits)
{
    public uint End => Base + Count;

    public static BenchmarkRange Create(Random random, AccessFlags flags, uint start, uint count)
    {
        ulong[] bits = new ulong[(count + 63) / 64];
        random.NextBytes(MemoryMarshal.AsBytes(bits.AsSpan()));
        return new BenchmarkRange(flags, start, count, bits);
    }

    public static DecisionTable Table(IEnumerable<BenchmarkRange> ranges)
    {
        return ranges.Aggregate(DecisionTable.AllowAll, (table, range) => range.AddedTo(table));
    }

    public DecisionTable AddedTo(DecisionTable table)
    {
        return table.With(Flags, Base, Count, MemoryMarshal.AsBytes(Bits.AsSpan()));
    }

    public bool Contains(uint index)
    {
        return index >= Base && index < End;
    }

    /// <summary>Whether the posted patch would refuse one of the two when it has the other.</summary>
    public bool Collides(BenchmarkRange other)
    {
        return Math.Max(Base, other.Base) < Math.Min(End, other.End) && (Flags & other.Flags) != 0;
    }
}
