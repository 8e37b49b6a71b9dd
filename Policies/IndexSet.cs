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
        ImmutableArray<IndexRun>.Builder merged = ImmutableArray.CreateBuilder<IndexRun>();
        foreach (IndexRun run in runs.OrderBy(run => run.First))
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

        return new IndexSet(merged.DrainToImmutable());
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
    public IndexSet Union(IndexSet other) => Of(Runs.Concat(other.Runs));

    /// <summary>What belongs to both.</summary>
    public IndexSet Intersect(IndexSet other) => Complement.Union(other.Complement).Complement;

    /// <summary>What belongs to this set and not to the other.</summary>
    public IndexSet Except(IndexSet other) => Complement.Union(other).Complement;

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
}
