using System.Buffers.Binary;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines;

/// <summary>The struct of a filter in user space, slot by slot, and what its pointers lead to.</summary>
internal sealed class FilterStruct
{
    private readonly List<FilterSlot> _slots = [];

    /// <summary>Writes to the next slot.</summary>
    /// <returns>False if there is none left.</returns>
    public bool TryWrite(FilterSlot slot)
    {
        if (_slots.Count == FilterLayout.Slots)
        {
            return false;
        }

        _slots.Add(slot);
        return true;
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _slots.Clear();

    /// <summary>Maps it as the argument of a call.</summary>
    /// <param name="user">The memory.</param>
    /// <param name="flags">The flags of the filter.</param>
    /// <param name="caller">How wide the caller's pointers are.</param>
    /// <param name="readable">How many of its bytes can be read.</param>
    public void Map(UserMemory user, uint flags, CallerBits caller, int readable)
    {
        byte[] bytes = new byte[FilterLayout.SizeOf(caller)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, flags);
        for (int number = 0; number < _slots.Count; number++)
        {
            Write(bytes, number, caller);
        }

        user.Map(
            new UserBuffer([.. bytes.AsSpan(0, readable)]), bytes.Length,
            [.. _slots.Select(slot => new UserArea(slot.Bitmap, SizeOf(slot)))]);
    }

    private void Write(byte[] bytes, int number, CallerBits caller)
    {
        FilterSlot slot = _slots[number];
        Span<byte> range = bytes.AsSpan(FilterLayout.RangeAt(caller, number));
        BinaryPrimitives.WriteUInt32LittleEndian(range, slot.Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(range[FilterLayout.Count..], slot.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(range[FilterLayout.Base..], slot.Base);
        int address = UserMemory.AreaSize * (number + 1);
        BinaryPrimitives.WriteInt32LittleEndian(range[FilterLayout.BitmapIn(caller)..], address);
    }

    /// <summary>
    /// The bytes that a kernel may read at the pointer of a slot; of a bitmap that is too large, none. Reckoned here
    /// once more, as <see cref="UserMemory"/> does: who accounts for a decoder does not ask it.
    /// </summary>
    private static int SizeOf(FilterSlot slot)
    {
        long longs = ((long)slot.Count + AllowlistLayout.BitsPerLong - 1) / AllowlistLayout.BitsPerLong;
        return longs * AllowlistLayout.BytesPerLong > FilterLayout.MaxBitmapSize
            ? 0 : (int)longs * AllowlistLayout.BytesPerLong;
    }
}
