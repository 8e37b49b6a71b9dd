using System.Collections.Immutable;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Ranges of a list that one range can replace, so that nothing is decided otherwise.</summary>
/// <param name="Ranges">The ranges, by ascending base; two at least.</param>
internal sealed record MergedRange(ImmutableArray<LintRange> Ranges)
{
    /// <summary>The first index.</summary>
    public uint Base => Ranges[0].Base;

    /// <summary>How many registers it holds.</summary>
    public uint Count => (uint)(Ranges[^1].End - Base);

    /// <summary>
    /// The groups of a list: ranges of equal flags within 0x3000 registers, which overlap nothing, and between which
    /// no other range says anything in a direction of theirs. What lies between them is decided as by default.
    /// </summary>
    public static IEnumerable<MergedRange> Of(LintList list)
    {
        LintRange[] candidates = [.. list.Ranges.Where(range => range.Matches && !list.HasOverlap(range))];
        foreach (IGrouping<AccessFlags, LintRange> same in candidates.GroupBy(range => range.Flags))
        {
            List<LintRange> group = [];
            foreach (LintRange range in same.OrderBy(range => range.Base))
            {
                if (group.Count > 0 && !CanJoin(range, group, list))
                {
                    if (group.Count > 1)
                    {
                        yield return new MergedRange([.. group]);
                    }

                    group.Clear();
                }

                group.Add(range);
            }

            if (group.Count > 1)
            {
                yield return new MergedRange([.. group]);
            }
        }
    }

    /// <summary>The range that replaces them, with bits for what lies between: the default's.</summary>
    public FilterSlot Slot(LintList list)
    {
        FilterSlot slot = new((uint)Ranges[0].Flags, Count, Base, new UserBuffer([]));
        byte[] bitmap = new byte[(Count + AllowlistLayout.BitsPerLong - 1) / AllowlistLayout.BitsPerLong
            * AllowlistLayout.BytesPerLong];
        int next = 0;
        for (uint bit = 0; bit < Count; bit++)
        {
            ulong index = (ulong)Base + bit;
            next += index >= Ranges[next].End ? 1 : 0;
            bool isBetween = index < Ranges[next].Base;
            bool isAllowed = isBetween ? list.Allows || IsExempt(index, list) : Ranges[next].Allows(index);
            bitmap[bit / 8] |= (byte)(isAllowed ? 1 << (int)(bit % 8) : 0);
        }

        return slot with { Bitmap = new UserBuffer([.. bitmap]) };
    }

    /// <summary>A filter allows these whatever it says; so it may as well say so.</summary>
    private static bool IsExempt(ulong index, LintList list) =>
        list.IsFilter && index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast;

    private static bool CanJoin(LintRange range, List<LintRange> group, LintList list) =>
        range.End - group[0].Base <= AllowlistLayout.MaxCount
        && list.Ranges.All(other => !other.Matches || (other.Flags & range.Flags) == 0
            || other == range || group.Contains(other)
            || other.End <= group[^1].End || other.Base >= range.Base);
}
