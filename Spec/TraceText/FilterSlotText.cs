using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// The text of a slot of a filter's struct; how much of its bitmap is readable only if it is not all.
/// </summary>
internal static class FilterSlotText
{
    /// <summary>Writes a slot.</summary>
    public static string Print(FilterSlot slot)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Words.Flags}{CommandPrinter.PrintFlags(slot.Flags)} ");
        text.Append(Words.Count).Append(AllowlistText.PrintCount(slot.Count)).Append(' ');
        text.Append(CultureInfo.InvariantCulture, $"{Words.Base}0x{slot.Base:x}");
        text.Append(CultureInfo.InvariantCulture, $" {Words.Bits}{BitRuns.Print(slot.Bitmap.Bytes.AsSpan())}");
        if (slot.Bitmap.Length != slot.BitmapBytes)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Words.Readable}{slot.Bitmap.Length}");
        }

        return text.ToString();
    }

    /// <summary>Reads a slot; an error is kept by the cursor.</summary>
    public static FilterSlot Parse(Cursor cursor)
    {
        uint flags = AllowlistText.ParseFlags(cursor, $"{Words.Flags}FLAGS");
        uint count = (uint)cursor.KeyedNumber(Words.Count, uint.MaxValue);
        uint start = cursor.KeyedIndex(Words.Base);
        FilterSlot slot = new(flags, count, start, new UserBuffer([]));
        int bitsAt = cursor.Position + Words.Bits.Length;
        if (!cursor.TryTakeKey(Words.Bits, out string bits))
        {
            cursor.Fail($"expected {Words.Bits}RUNS");
            return slot;
        }

        cursor.Pass();
        if (slot.BitmapSize > FilterLayout.MaxBitmapSize && bits != Words.None)
        {
            cursor.FailAt(bitsAt, $"the bitmap of more than 0x3000 MSRs is never read: write {Words.Bits}{Words.None}");
        }

        ulong whole = (ulong)slot.BitmapBytes;
        ulong readable = cursor.OptionalKeyedNumber(Words.Readable, whole) ?? whole;
        byte[] bitmap = new byte[readable];
        BitRuns.Parse(bits, bitsAt, bitmap, cursor);
        return slot with { Bitmap = new UserBuffer(ImmutableArray.Create(bitmap)) };
    }
}
