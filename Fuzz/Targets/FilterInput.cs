using System.Buffers.Binary;
using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// Bytes as a filter: bit 0 of the first byte says that the caller has 32 bits, bit 1 that the next allocation fails.
/// Then comes the struct as it stands in front of a page edge, but for its pointers: the bytes behind it are the
/// bitmaps of its slots, one behind the other, and the last of them ends with the input.
/// </summary>
internal static class FilterInput
{
    private const int Compat = 1;
    private const int FailsAllocation = 2;

    /// <summary>The commands that do the same on a machine.</summary>
    public static Command[] Commands(ReadOnlySpan<byte> input)
    {
        int head = input.IsEmpty ? 0 : input[0];
        CallerBits caller = (head & Compat) != 0 ? CallerBits.Compat : CallerBits.Native;
        ReadOnlySpan<byte> rest = input.IsEmpty ? input : input[1..];
        int readable = Math.Min(rest.Length, FilterLayout.SizeOf(caller));
        byte[] bytes = new byte[FilterLayout.SizeOf(caller)];
        rest[..readable].CopyTo(bytes);
        List<Command> commands = (head & FailsAllocation) != 0 ? [new Command.FailNextAllocation()] : [];
        AddSlots(commands, bytes, caller, rest[readable..]);
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return [.. commands, new Command.SetFilter(flags, caller, readable)];
    }

    /// <summary>The indices at which what the commands set may decide otherwise than next to them.</summary>
    public static IEnumerable<uint> Edges(IEnumerable<Command> commands) => commands
        .OfType<Command.WriteFilterSlot>().Where(write => write.Slot.Count > 0).SelectMany(write => (uint[])
        [
            write.Slot.Base - 1, write.Slot.Base, write.Slot.Base + (write.Slot.Count / 2),
            write.Slot.Base + write.Slot.Count - 1, write.Slot.Base + write.Slot.Count,
        ])
        .Concat([Msr.X2ApicFirst - 1, Msr.X2ApicFirst, Msr.X2ApicLast, Msr.X2ApicLast + 1, uint.MaxValue])
        .Distinct();

    private static void AddSlots(
        List<Command> commands, ReadOnlySpan<byte> bytes, CallerBits caller, ReadOnlySpan<byte> bitmaps)
    {
        for (int number = 0; number < FilterLayout.Slots; number++)
        {
            ReadOnlySpan<byte> range = bytes[FilterLayout.RangeAt(caller, number)..];
            FilterSlot slot = new(
                BinaryPrimitives.ReadUInt32LittleEndian(range),
                BinaryPrimitives.ReadUInt32LittleEndian(range[FilterLayout.Count..]),
                BinaryPrimitives.ReadUInt32LittleEndian(range[FilterLayout.Base..]), new UserBuffer([]));
            int size = Math.Min(bitmaps.Length, slot.BitmapBytes);
            UserBuffer bitmap = new(ImmutableArray.Create(bitmaps[..size]));
            commands.Add(new Command.WriteFilterSlot(slot with { Bitmap = bitmap }));
            bitmaps = bitmaps[size..];
        }
    }
}
