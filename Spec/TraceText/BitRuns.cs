using System.Globalization;
using System.Text;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// A bitmap as a list of runs of set bits: <c>0-63,65</c>, or <c>none</c>. Bit i is bit i%8 of byte i/8.
/// </summary>
internal static class BitRuns
{
    /// <summary>Writes the set bits of a bitmap.</summary>
    public static string Print(ReadOnlySpan<byte> bitmap)
    {
        StringBuilder text = new();
        int bits = bitmap.Length * 8;
        for (int bit = 0; bit < bits; bit++)
        {
            if (!IsSet(bitmap, bit))
            {
                continue;
            }

            int last = bit;
            while (last + 1 < bits && IsSet(bitmap, last + 1))
            {
                last++;
            }

            text.Append(text.Length == 0 ? string.Empty : ",");
            text.Append(CultureInfo.InvariantCulture, $"{bit}");
            if (last > bit)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{last}");
            }

            bit = last;
        }

        return text.Length == 0 ? Words.None : text.ToString();
    }

    /// <summary>Sets the bits of a run list in a bitmap of zeros.</summary>
    /// <param name="text">The list.</param>
    /// <param name="at">Its position in the line.</param>
    /// <param name="bitmap">The bitmap.</param>
    /// <param name="cursor">Keeps the error.</param>
    public static void Parse(string text, int at, Span<byte> bitmap, Cursor cursor)
    {
        if (text == Words.None)
        {
            return;
        }

        foreach (string run in text.Split(','))
        {
            int dash = run.IndexOf('-', StringComparison.Ordinal);
            bool isOne = dash < 0;
            ulong limit = (ulong)bitmap.Length * 8;
            ulong first = cursor.NumberIn(isOne ? run : run[..dash], at, "a bit", uint.MaxValue);
            ulong last = isOne ? first : cursor.NumberIn(run[(dash + 1)..], at + dash + 1, "a bit", uint.MaxValue);
            if (cursor.Error is null && last < first)
            {
                cursor.FailAt(at, $"the run {run} ends before it starts");
            }

            if (cursor.Error is null && last >= limit)
            {
                cursor.FailAt(at, $"bit {last} is not among the {limit} bits that are readable");
            }

            if (cursor.Error is not null)
            {
                return;
            }

            for (ulong bit = first; bit <= last; bit++)
            {
                bitmap[(int)(bit / 8)] |= (byte)(1 << (int)(bit % 8));
            }

            at += run.Length + 1;
        }
    }

    private static bool IsSet(ReadOnlySpan<byte> bitmap, int bit) => (bitmap[bit / 8] >> (bit % 8) & 1) != 0;
}
