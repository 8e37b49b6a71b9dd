using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>One range as the tests of the decision table see it: what the naive scan goes through.</summary>
public sealed record GrantedRange(AccessFlags Flags, uint Base, uint Count, byte[] Bitmap)
{
    public ulong End => (ulong)Base + Count;

    /// <summary>The oracle: without a range all is allowed; else a range must cover and grant the access.</summary>
    public static bool Allows(IReadOnlyCollection<GrantedRange> ranges, uint index, AccessFlags type)
    {
        return ranges.Count == 0 || ranges.Any(range => range.Grants(index, type));
    }

    public static DecisionTable Table(IEnumerable<GrantedRange> ranges)
    {
        return ranges.Aggregate(DecisionTable.AllowAll, (table, range) => range.AddedTo(table));
    }

    public DecisionTable AddedTo(DecisionTable table)
    {
        return table.With(Flags, Base, Count, Bitmap);
    }

    public override string ToString()
    {
        return $"{Flags} 0x{Base:X}+0x{Count:X} [{Convert.ToHexString(Bitmap)}]";
    }

    private bool Grants(uint index, AccessFlags type)
    {
        if ((Flags & type) == 0 || index < Base || index >= End)
        {
            return false;
        }

        int bit = (int)(index - Base);
        return (Bitmap[bit / 8] & (1 << (bit % 8))) != 0;
    }
}
