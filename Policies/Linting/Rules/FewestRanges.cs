using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>The fewest ranges that decide as those of a list do.</summary>
internal static class FewestRanges
{
    /// <summary>The most registers that are looked at, so that an answer never takes long.</summary>
    private const long MostRegisters = 1 << 20;

    /// <summary>
    /// The ranges; null if they cannot be told: not all bitmaps or not the default are known, ranges overlap, the
    /// kernel refuses one, or it takes more than there is room for.
    /// </summary>
    public static CompiledPolicy? Of(LintList list)
    {
        bool isKnown = (list.Denies || list.Allows)
            && list.Ranges.Sum(range => (long)range.Count) <= MostRegisters
            && list.Ranges.All(range => range.HasBitmap && range.Matches && !list.HasOverlap(range));
        if (!isKnown)
        {
            return null;
        }

        MsrPolicy policy = new(In(AccessFlags.Read, list), In(AccessFlags.Write, list));
        return PolicyCompiler.Compile(policy, new CompileRequest(list.Interface, list.Allows, AcceptsX2Apic: true))
            .Compiled;
    }

    /// <summary>What a list whose ranges do not overlap allows in one direction.</summary>
    private static IndexSet In(AccessFlags type, LintList list)
    {
        IndexSet differing = IndexSet.Of(
            list.Ranges.Where(range => (range.Flags & type) != 0).SelectMany(range => Differing(range, list.Allows)));
        return list.Allows ? differing.Complement : differing;
    }

    /// <summary>The indices of a range that it decides otherwise than the default.</summary>
    private static IEnumerable<IndexRun> Differing(LintRange range, bool defaultAllows)
    {
        uint first = 0;
        bool isInRun = false;
        for (uint bit = 0; bit <= range.Count; bit++)
        {
            bool differs = bit < range.Count && range.Allows(range.Base + (ulong)bit) != defaultAllows;
            if (isInRun && !differs)
            {
                yield return new IndexRun(range.Base + first, range.Base + bit - 1);
            }

            first = isInRun ? first : bit;
            isInRun = differs;
        }
    }
}
