using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Allowlist;

/// <summary>
/// What a range covers, and when two ranges overlap: predicates over words, all in 64-bit arithmetic.
/// </summary>
public static class Ranges
{
    /// <summary>The number of MSR indices: one more than the largest.</summary>
    public const ulong Top = 1UL << 32;

    /// <summary>base + nmsrs, which may lie beyond every index.</summary>
    public static ulong SumOf(in AllowlistRange range) => (ulong)range.Base + range.Count;

    /// <summary>
    /// The first index behind the range, as the dialect reads it (readings 1, 2 and 3); at or below base if it covers
    /// nothing.
    /// </summary>
    public static ulong EndOf(in AllowlistRange range, ReadingSet readings)
    {
        ulong sum = SumOf(range);
        if (sum < Top)
        {
            return readings.RangeEnd == RangeEnd.Inclusive ? sum + 1 : sum;
        }

        bool wraps = sum == Top
            ? readings.EndAtTheTop == EndAtTheTop.Wraps
            : readings.EndPastTheTop == EndPastTheTop.Wraps;
        return wraps ? (uint)sum : Top;
    }

    /// <summary>Whether the range holds the index, whatever its flags.</summary>
    public static bool Covers(in AllowlistRange range, uint index, ReadingSet readings) =>
        index >= range.Base && index < EndOf(range, readings);

    /// <summary>Whether two ranges share an index and a direction.</summary>
    public static bool Overlap(in AllowlistRange left, in AllowlistRange right, ReadingSet readings) =>
        (left.Flags & right.Flags) != 0
        && Math.Max(left.Base, right.Base) < Math.Min(EndOf(left, readings), EndOf(right, readings));
}
