using System.Buffers.Binary;
using System.Collections.Immutable;
using MsrSpec.Policies.Installing;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Images;

/// <summary>
/// The argument of <c>KVM_X86_SET_MSR_FILTER</c> as one piece of bytes: the struct of either caller, behind it the
/// bitmaps. An address means nothing outside of its process, so a pointer is the offset of its bitmap from the start
/// of the struct; whoever uses the bytes adds the struct's address to it.
/// </summary>
internal static class FilterImage
{
    private const int HoleOffset = sizeof(uint);

    /// <summary>
    /// Whose struct bytes begin with, if its bitmaps are behind it or it needs none; else null.
    /// </summary>
    public static CallerBits? CallerOf(ReadOnlySpan<byte> bytes) =>
        IsLike(bytes, CallerBits.Native) ? CallerBits.Native
        : IsLike(bytes, CallerBits.Compat) ? CallerBits.Compat
        : null;

    /// <summary>
    /// Whether bytes can be such a piece: its hole is zero, and pointers lead behind the struct. A struct without a
    /// hole could be the beginning of anything: behind it stand the bitmaps and nothing more.
    /// </summary>
    private static bool IsLike(ReadOnlySpan<byte> bytes, CallerBits caller)
    {
        int size = FilterLayout.SizeOf(caller);
        if (bytes.Length < size || (caller == CallerBits.Native && WordAt(bytes, HoleOffset) != 0))
        {
            return false;
        }

        ulong end = (ulong)size;
        for (int number = 0; number < FilterLayout.Slots; number++)
        {
            int start = FilterLayout.RangeAt(caller, number);
            ulong pointer = PointerAt(bytes, start, caller);
            if (WordAt(bytes[start..], FilterLayout.Count) == 0)
            {
                continue;
            }

            if (pointer < (ulong)size || pointer > (ulong)bytes.Length)
            {
                return false;
            }

            end = Math.Max(end, pointer + (ulong)SlotAt(bytes, start, caller).BitmapSize);
        }

        return caller == CallerBits.Native || (ulong)bytes.Length <= end;
    }

    /// <summary>The calls of such a piece; a struct that is cut cannot be read.</summary>
    public static IEnumerable<Call> Calls(ReadOnlyMemory<byte> bytes, CallerBits caller)
    {
        int size = FilterLayout.SizeOf(caller);
        if (bytes.Length >= size)
        {
            for (int number = 0; number < FilterLayout.Slots; number++)
            {
                int start = FilterLayout.RangeAt(caller, number);
                yield return new Call(new Command.WriteFilterSlot(SlotAt(bytes.Span, start, caller)), null, start);
            }
        }

        uint flags = bytes.Length < sizeof(uint) ? 0 : WordAt(bytes.Span, 0);
        yield return new Call(new Command.SetFilter(flags, caller, Math.Min(bytes.Length, size)), null, 0);
    }

    /// <summary>Lays out a filter.</summary>
    /// <returns>The struct, and behind it the bitmap of each range.</returns>
    public static IReadOnlyList<byte[]> Parts(CompiledPolicy compiled)
    {
        byte[] head = new byte[FilterLayout.NativeSize];
        List<byte[]> parts = [head];
        BinaryPrimitives.WriteUInt32LittleEndian(head, compiled.FilterFlags);
        int end = head.Length;
        for (int number = 0; number < compiled.Ranges.Length; number++)
        {
            AllowlistRange range = compiled.Ranges[number];
            Span<byte> slot = head.AsSpan(FilterLayout.RangeAt(CallerBits.Native, number));
            BinaryPrimitives.WriteUInt32LittleEndian(slot, (uint)range.Flags);
            BinaryPrimitives.WriteUInt32LittleEndian(slot[FilterLayout.Count..], range.Count);
            BinaryPrimitives.WriteUInt32LittleEndian(slot[FilterLayout.Base..], range.Base);
            BinaryPrimitives.WriteUInt64LittleEndian(slot[FilterLayout.NativeBitmap..], (ulong)end);
            parts.Add([.. range.Bitmap]);
            end += range.Bitmap.Length;
        }

        return parts;
    }

    private static ulong PointerAt(ReadOnlySpan<byte> bytes, int start, CallerBits caller)
    {
        int at = start + FilterLayout.BitmapIn(caller);
        return caller == CallerBits.Native
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..])
            : WordAt(bytes, at);
    }

    private static uint WordAt(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static FilterSlot SlotAt(ReadOnlySpan<byte> bytes, int start, CallerBits caller)
    {
        ReadOnlySpan<byte> range = bytes[start..];
        FilterSlot slot = new(
            WordAt(range, 0), WordAt(range, FilterLayout.Count),
            WordAt(range, FilterLayout.Base), new UserBuffer([]));
        ulong pointer = PointerAt(bytes, start, caller);
        ReadOnlySpan<byte> bitmap = bytes[(int)Math.Min(pointer, (ulong)bytes.Length)..];
        return slot with { Bitmap = new(ImmutableArray.Create(bitmap[..Math.Min(bitmap.Length, slot.BitmapBytes)])) };
    }
}
