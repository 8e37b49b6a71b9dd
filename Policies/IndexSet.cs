using System.Collections.Immutable;

namespace MsrSpec.Policies;

/// <summary>
/// A set of MSR indices, whatever its size: the longest runs of indices that belong to it, in ascending order. Two runs
/// are never neighbours, so equal sets have equal runs.
/// </summary>
public sealed class IndexSet : IEquatable<IndexSet>
{
    private IndexSet(ImmutableArray<IndexRun> runs) => Runs = runs;

    /// <summary>The set of no index.</summary>
    public static IndexSet Empty { get; } = new([]);

    /// <summary>The set of all 2^32 indices.</summary>
    public static IndexSet All { get; } = new([new IndexRun(0, uint.MaxValue)]);

    /// <summary>Its runs, in ascending order, with at least one index between two of them.</summary>
    public ImmutableArray<IndexRun> Runs { get; }

    /// <summary>Whether no index belongs to it.</summary>
    public bool IsEmpty => Runs.IsEmpty;

    /// <summary>How many indices belong to it, 0 to 2^32.</summary>
    public long Count => Runs.Sum(run => run.Count);

    /// <summary>What does not belong to it.</summary>
    public IndexSet Complement
    {
        get
        {
            ImmutableArray<IndexRun>.Builder gaps = ImmutableArray.CreateBuilder<IndexRun>(Runs.Length + 1);
            ulong next = 0;
            foreach (IndexRun run in Runs)
            {
                if (run.First > next)
                {
                    gaps.Add(new IndexRun((uint)next, run.First - 1));
                }

                next = run.Last + 1UL;
            }

            if (next <= uint.MaxValue)
            {
                gaps.Add(new IndexRun((uint)next, uint.MaxValue));
            }

            return new IndexSet(gaps.DrainToImmutable());
        }
    }

    /// <summary>The set of runs in any order, which may overlap.</summary>
    public static IndexSet Of(IEnumerable<IndexRun> runs)
    {
        IndexRun[] ascending = [.. runs];
        Array.Sort(ascending, static (left, right) => left.First.CompareTo(right.First));
        return OfAscending(ascending);
    }

    /// <summary>The set of some indices.</summary>
    public static IndexSet Of(IEnumerable<uint> indices) => Of(indices.Select(index => new IndexRun(index, index)));

    /// <summary>Whether an index belongs to it.</summary>
    public bool Contains(uint index)
    {
        int low = 0;
        int high = Runs.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Runs[middle].Last < index)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < Runs.Length && Runs[low].Contains(index);
    }

    /// <summary>What belongs to one of two sets at least.</summary>
    public IndexSet Union(IndexSet other) =>
        other.IsEmpty ? this : IsEmpty ? other : OfAscending(Merged(Runs.AsSpan(), other.Runs.AsSpan()));

    /// <summary>What belongs to both.</summary>
    public IndexSet Intersect(IndexSet other)
    {
        ImmutableArray<IndexRun>.Builder shared = ImmutableArray.CreateBuilder<IndexRun>();
        int mine = 0;
        int others = 0;
        while (mine < Runs.Length && others < other.Runs.Length)
        {
            IndexRun left = Runs[mine];
            IndexRun right = other.Runs[others];
            uint first = Math.Max(left.First, right.First);
            uint last = Math.Min(left.Last, right.Last);
            if (first <= last)
            {
                shared.Add(new IndexRun(first, last));
            }

            mine += left.Last <= right.Last ? 1 : 0;
            others += right.Last <= left.Last ? 1 : 0;
        }

        return shared.Count == 0 ? Empty : new IndexSet(shared.DrainToImmutable());
    }

    /// <summary>What belongs to this set and not to the other.</summary>
    public IndexSet Except(IndexSet other) => IsEmpty || other.IsEmpty ? this : Intersect(other.Complement);

    /// <inheritdoc/>
    public bool Equals(IndexSet? other) => other is not null && Runs.AsSpan().SequenceEqual(other.Runs.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (IndexRun run in Runs)
        {
            hash.Add(run);
        }

        return hash.ToHashCode();
    }

    /// <summary>The set of runs by ascending first index, which may overlap.</summary>
    private static IndexSet OfAscending(ReadOnlySpan<IndexRun> runs)
    {
        ImmutableArray<IndexRun>.Builder merged = ImmutableArray.CreateBuilder<IndexRun>(runs.Length);
        foreach (IndexRun run in runs)
        {
            if (merged.Count > 0 && run.First <= merged[^1].Last + 1UL)
            {
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, run.Last) };
            }
            else
            {
                merged.Add(run);
            }
        }

        return merged.Count == 0 ? Empty : new IndexSet(merged.DrainToImmutable());
    }

    /// <summary>The runs of two sets by ascending first index.</summary>
    private static IndexRun[] Merged(ReadOnlySpan<IndexRun> left, ReadOnlySpan<IndexRun> right)
    {
        IndexRun[] merged = new IndexRun[left.Length + right.Length];
        int taken = 0;
        for (int number = 0; number < merged.Length; number++)
        {
            int other = number - taken;
            bool isLeft = other == right.Length || (taken < left.Length && left[taken].First <= right[other].First);
            merged[number] = isLeft ? left[taken] : right[other];
            taken += isLeft ? 1 : 0;
        }

        return merged;
    }
}
