using System.Collections.Immutable;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Installing;

/// <summary>
/// What the reference model decides in one state, of all 2^32 indices in both directions.
/// </summary>
/// <remarks>
/// The decision looks at an index in three ways only: it compares it with the base and the end of each range (the sum
/// of base and nmsrs, or that sum modulo 2^32, or the sum itself included, as the dialect reads it), with the two ends
/// of the x2APIC range, and it takes the bit at the index's distance from the base, which is below nmsrs. So two
/// indices outside of all ranges with none of these numbers between them are decided alike, and one of them is asked
/// for both. Of the indices inside of a range every one is asked.
/// </remarks>
internal static class DecidedPolicy
{
    /// <summary>What a state decides.</summary>
    public static MsrPolicy Of(VmState state, ReadingSet readings)
    {
        ImmutableArray<AllowlistRange> ranges = state.Slots.AddRange(state.Filter.Installed?.Ranges ?? []);
        IndexSet inside = IndexSet.Of(ranges.Where(range => range.Count > 0).Select(Inside));
        ulong[] edges = [.. ranges.SelectMany(Edges).Concat(OfEveryState).Where(edge => edge < Ranges.Top).Order()];
        List<IndexRun> read = [];
        List<IndexRun> write = [];
        foreach (IndexRun piece in Pieces(inside, edges))
        {
            AppendAllowed(read, piece, AccessFlags.Read, state, readings);
            AppendAllowed(write, piece, AccessFlags.Write, state, readings);
        }

        return new MsrPolicy(IndexSet.Of(read), IndexSet.Of(write));
    }

    private static ulong[] OfEveryState => [0, Msr.X2ApicFirst, Msr.X2ApicLast + 1UL, uint.MaxValue];

    private static IndexRun Inside(AllowlistRange range) =>
        new(range.Base, (uint)Math.Min(Ranges.SumOf(range) - 1, uint.MaxValue));

    private static ulong[] Edges(AllowlistRange range)
    {
        ulong sum = Ranges.SumOf(range);
        return [range.Base, sum, sum + 1, (uint)sum, (uint)sum + 1UL];
    }

    private static void AppendAllowed(
        List<IndexRun> runs, IndexRun piece, AccessFlags type, VmState state, ReadingSet readings)
    {
        ReferenceModel.Step(state, new Command.AskDecision(type, piece.First), readings, out Outcome outcome);
        if (outcome == Outcome.Allowed)
        {
            Append(runs, piece);
        }
    }

    /// <summary>Parts of the index space whose first index speaks for them all: together they are all of it.</summary>
    private static IEnumerable<IndexRun> Pieces(IndexSet inside, ulong[] edges)
    {
        foreach (IndexRun run in inside.Runs)
        {
            for (ulong index = run.First; index <= run.Last; index++)
            {
                yield return new IndexRun((uint)index, (uint)index);
            }
        }

        foreach (IndexRun gap in inside.Complement.Runs)
        {
            uint first = gap.First;
            foreach (ulong edge in edges.Where(edge => edge > gap.First && edge <= gap.Last).Distinct())
            {
                yield return new IndexRun(first, (uint)edge - 1);
                first = (uint)edge;
            }

            yield return new IndexRun(first, gap.Last);
        }
    }

    /// <summary>Adds a piece; one that continues the last run makes it longer, so that the list stays short.</summary>
    private static void Append(List<IndexRun> runs, IndexRun piece)
    {
        if (runs.Count > 0 && runs[^1].Last + 1UL == piece.First)
        {
            runs[^1] = runs[^1] with { Last = piece.Last };
        }
        else
        {
            runs.Add(piece);
        }
    }
}
