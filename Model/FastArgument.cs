using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>
/// The row of <see cref="AllowlistTable.OfTheArgument"/> that decides a call, by comparisons in place of formulas: for
/// the model, which asks with every call, and for fuzzers, which are guided by comparisons. A test holds the two equal.
/// </summary>
public static class FastArgument
{
    private static readonly Row<AllowlistCall> UnknownCall = RowOf(AllowlistClauses.UnknownCall);
    private static readonly Row<AllowlistCall> UnreadableHeader = RowOf(AllowlistClauses.UnreadableHeader);
    private static readonly Row<AllowlistCall> OversizeBitmap = RowOf(AllowlistClauses.OversizeBitmap);
    private static readonly Row<AllowlistCall> UnknownFlags = RowOf(AllowlistClauses.UnknownFlags);
    private static readonly Row<AllowlistCall> FlaglessRange = RowOf(AllowlistClauses.FlaglessRange);
    private static readonly Row<AllowlistCall> EmptyRange = RowOf(AllowlistClauses.EmptyRange);
    private static readonly Row<AllowlistCall> EndPastTheTop = RowOf(AllowlistClauses.EndPastTheTop);
    private static readonly Row<AllowlistCall> PadIsZero = RowOf(AllowlistClauses.PadIsZero);
    private static readonly Row<AllowlistCall> GoesOn = AllowlistTable.OfTheArgument.Rows[^1];

    private static readonly Row<AllowlistCall>[] FailedAllocation = Variants(AllowlistClauses.FailedAllocation);
    private static readonly Row<AllowlistCall>[] UnreadableBitmap = Variants(AllowlistClauses.UnreadableBitmap);

    /// <summary>The row that refuses a call for its argument, or lets it go on.</summary>
    /// <param name="argument">What user space hands over.</param>
    /// <param name="allocationFails">Whether an allocation of at least one byte fails.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static Row<AllowlistCall> Judge(UserBuffer argument, bool allocationFails, ReadingSet readings)
    {
        if (readings.Interface != Interface.Allowlist)
        {
            return UnknownCall;
        }

        if (!argument.HasHeader)
        {
            return UnreadableHeader;
        }

        AllowlistHeader header = argument.Header;
        long bitmapSize = header.BitmapSizeIn(readings);
        if (bitmapSize > AllowlistLayout.MaxBitmapSize)
        {
            return OversizeBitmap;
        }

        if (allocationFails && bitmapSize > 0)
        {
            return FailedAllocation[(int)readings.FailedCopy];
        }

        return argument.Length < AllowlistLayout.HeaderSize + bitmapSize
            ? UnreadableBitmap[(int)readings.FailedCopy]
            : OfHeader(in header, readings);
    }

    private static Row<AllowlistCall> OfHeader(in AllowlistHeader header, ReadingSet readings)
    {
        if ((header.Flags & ~(uint)AccessFlags.ReadWrite) != 0)
        {
            return UnknownFlags;
        }

        if (header.Flags == 0 && readings.FlaglessRange == Spec.Readings.FlaglessRange.Refused)
        {
            return FlaglessRange;
        }

        if (header.Count == 0 && readings.EmptyRange == Spec.Readings.EmptyRange.Refused)
        {
            return EmptyRange;
        }

        bool isPast = (ulong)header.Base + header.Count > Ranges.Top;
        if (isPast && readings.EndPastTheTop == Spec.Readings.EndPastTheTop.Refused)
        {
            return EndPastTheTop;
        }

        return header.Pad != 0 && readings.PadWord == PadWord.MustBeZero ? PadIsZero : GoesOn;
    }

    private static Row<AllowlistCall> RowOf(Clause clause) =>
        AllowlistTable.OfTheArgument.Rows.Single(row => row.Clause == clause);

    /// <summary>The rows of a failed copy, by the choice of reading 8: the same condition, another answer.</summary>
    private static Row<AllowlistCall>[] Variants(Clause clause)
    {
        Row<AllowlistCall> frees = RowOf(clause);
        Row<AllowlistCall> oopses = AllowlistTable.OfTheArgument.Rows.Single(
            row => row.Condition == frees.Condition && row != frees);
        return
        [
            .. Enum.GetValues<FailedCopy>().Order()
                .Select(choice => choice == FailedCopy.FreesTheErrorPointer ? oopses : frees),
        ];
    }
}
