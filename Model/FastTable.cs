using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Model;

/// <summary>
/// The row of <see cref="AllowlistTable.UnderTheLock"/> that decides a call, by comparisons in place of formulas: the
/// model asks with every call that gets so far. A test holds the two equal.
/// </summary>
internal static class FastTable
{
    private static readonly Row<AllowlistCall> Waiting = RowsOf(AllowlistClauses.NeverBlocks)[0];
    private static readonly Row<AllowlistCall> EndAtTheTop = RowsOf(AllowlistClauses.EndAtTheTop)[0];
    private static readonly Row<AllowlistCall> PadIsIgnored = RowsOf(AllowlistClauses.PadIsIgnored)[0];
    private static readonly Row<AllowlistCall> Accepted = RowsOf(AllowlistClauses.Accepted)[0];

    private static readonly ImmutableArray<Row<AllowlistCall>> Full = RowsOf(AllowlistClauses.FullTable);
    private static readonly ImmutableArray<Row<AllowlistCall>> Overlapping = RowsOf(AllowlistClauses.Overlap);

    /// <summary>The row that decides a call whose argument is valid by itself.</summary>
    /// <param name="range">What the call asks for.</param>
    /// <param name="pad">Its pad word.</param>
    /// <param name="lockHeld">Whether a call that ended has kept the VM's lock.</param>
    /// <param name="stored">The stored ranges.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static Row<AllowlistCall> Judge(
        in AllowlistRange range, uint pad, bool lockHeld, ImmutableArray<AllowlistRange> stored, ReadingSet readings)
    {
        if (lockHeld)
        {
            return Waiting;
        }

        if (stored.Length >= AllowlistLayout.Slots)
        {
            return OfChoice(Full, readings);
        }

        foreach (ref readonly AllowlistRange slot in stored.AsSpan())
        {
            if (Overlap(in range, in slot, readings))
            {
                return OfChoice(Overlapping, readings);
            }
        }

        return Ranges.SumOf(range) == Ranges.Top ? EndAtTheTop : pad != 0 ? PadIsIgnored : Accepted;
    }

    /// <summary><see cref="Ranges.Overlap"/>, comparing both always, as no processor predicts either.</summary>
    private static bool Overlap(in AllowlistRange left, in AllowlistRange right, ReadingSet readings) =>
        ((left.Flags & right.Flags) != 0)
        & (Math.Max(left.Base, right.Base)
            < Math.Min(Ranges.EndOf(in left, readings), Ranges.EndOf(in right, readings)));

    private static Row<AllowlistCall> OfChoice(ImmutableArray<Row<AllowlistCall>> rows, ReadingSet readings)
    {
        foreach (Row<AllowlistCall> row in rows)
        {
            if (row.Choice?.IsMade(readings) != false)
            {
                return row;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private static ImmutableArray<Row<AllowlistCall>> RowsOf(Clause clause) =>
        [.. AllowlistTable.UnderTheLock.Rows.Where(row => row.Clause == clause)];
}
