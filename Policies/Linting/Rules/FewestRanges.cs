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
    /// The ranges; null if they cannot be told: not all bitmaps or not the default are known, the kernel refuses one
    /// (the posted interface refuses those that overlap), or it takes more than there is room for.
    /// </summary>
    public static CompiledPolicy? Of(LintList list)
    {
        bool isKnown = (list.Denies || list.Allows)
            && list.Ranges.Sum(range => (long)range.Count) <= MostRegisters
            && list.Ranges.All(
                range => range.HasBitmap && range.Matches && (list.IsFilter || !list.HasOverlap(range)));
        if (!isKnown)
        {
            return null;
        }

        MsrPolicy policy = new(In(AccessFlags.Read, list), In(AccessFlags.Write, list));
        return PolicyCompiler.Compile(policy, new CompileRequest(list.Interface, list.Allows, AcceptsX2Apic: true))
            .Compiled;
    }

    /// <summary>What a list allows in one direction; of ranges that overlap the first decides.</summary>
    private static IndexSet In(AccessFlags type, LintList list)
    {
        IndexSet decided = IndexSet.Empty;
        List<IndexRun> runs = [];
        foreach (LintRange range in list.Ranges.Where(range => (range.Flags & type) != 0))
        {
            runs.AddRange(IndexSet.Of(Differing(range, list.Allows)).Except(decided).Runs);
            decided = decided.Union(IndexSet.Of([new IndexRun(range.Base, (uint)(range.End - 1))]));
        }

        IndexSet differing = IndexSet.Of(runs);
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
