using System.Buffers.Binary;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Memory;

/// <summary>
/// A page walk written a second time, from the tables of the manual and for nothing but to be read: each format by
/// itself, over plain bytes, for a processor with 40 physical address bits.
/// </summary>
internal sealed class ReferenceWalk(byte[] ram, PagingContext context, ulong[] pointers)
{
    private readonly List<(int Address, ulong Value)> _entries = [];

    /// <summary>Whether a table lay outside of RAM.</summary>
    internal bool IsLost { get; private set; }

    internal bool IsFault { get; private set; }

    internal PageFaultBits Code { get; private set; }

    internal ulong Physical { get; private set; }

    internal bool IsGlobal { get; private set; }

    internal void Run(ulong linear, AccessKind kind, AccessClass by)
    {
        string outcome = context.Format switch
        {
            PagingFormat.Legacy32 => Legacy(linear),
            PagingFormat.Pae => Pae(linear),
            PagingFormat.FourLevel => FourLevel(linear),
            PagingFormat.None => "mapped",
        };
        bool isMapped = outcome == "mapped";
        bool isAllowed = isMapped && Allows(kind, by);
        IsFault = !isAllowed;
        Code = (outcome == "absent" ? 0 : PageFaultBits.Present)
            | (outcome == "reserved" ? PageFaultBits.BadEntry : 0)
            | (kind == AccessKind.Write ? PageFaultBits.Write : 0)
            | (by == AccessClass.User ? PageFaultBits.User : 0)
            | (kind == AccessKind.Execute && TellsFetches() ? PageFaultBits.Fetch : 0);
        IsGlobal = isMapped && Bit(_entries[^1].Value, 8) && context.Has(PagingOptions.GlobalPages);
        if (IsLost || (isMapped && !isAllowed))
        {
            return;
        }

        // Entries that led to another were used; so was the last, if it mapped the page.
        for (int i = 0; i < _entries.Count; i++)
        {
            bool isLast = i == _entries.Count - 1;
            if (!isLast || isMapped)
            {
                ram[_entries[i].Address] |= (byte)(isLast && kind == AccessKind.Write ? 0x60 : 0x20);
            }
        }
    }

    private bool TellsFetches() => context.Has(PagingOptions.ExecutionPrevention)
        || (context.Format != PagingFormat.Legacy32 && context.Has(PagingOptions.NoExecute));

    private string Legacy(ulong linear)
    {
        bool hasAttributes = context.Has(PagingOptions.AttributeTable);
        ulong directory = Read32((uint)context.Root & 0xFFFF_F000, (linear >> 22) & 0x3FF);
        if (!Bit(directory, 0))
        {
            return "absent";
        }

        if (Bit(directory, 7) && context.Has(PagingOptions.LargePages))
        {
            bool isWide = context.Has(PagingOptions.WideLargePages);
            Physical = (directory & 0xFFC0_0000) | (isWide ? ((directory >> 13) & 0xFF) << 32 : 0)
                | (linear & 0x3F_FFFF);
            bool isBad = Bit(directory, 21) || (!isWide && (directory & 0x1F_E000) != 0)
                || (!hasAttributes && Bit(directory, 12));
            return isBad ? "reserved" : "mapped";
        }

        ulong entry = Read32(directory & 0xFFFF_F000, (linear >> 12) & 0x3FF);
        Physical = (entry & 0xFFFF_F000) | (linear & 0xFFF);
        return !Bit(entry, 0) ? "absent" : Bit(entry, 7) && !hasAttributes ? "reserved" : "mapped";
    }

    private string Pae(ulong linear)
    {
        ulong pointer = pointers[(linear >> 30) & 3];
        return Bit(pointer, 0) ? DirectoryAndTable(pointer, linear, 0x7FFF_FF00_0000_0000) : "absent";
    }

    private string FourLevel(ulong linear)
    {
        const ulong high = 0x000F_FF00_0000_0000;
        ulong top = Read64(context.Root, (linear >> 39) & 0x1FF);
        if (!Bit(top, 0))
        {
            return "absent";
        }

        if (IsBad(top, high) || Bit(top, 7))
        {
            return "reserved";
        }

        ulong pointer = Read64(top, (linear >> 30) & 0x1FF);
        if (!Bit(pointer, 0))
        {
            return "absent";
        }

        if (IsBad(pointer, high))
        {
            return "reserved";
        }

        if (!Bit(pointer, 7))
        {
            return DirectoryAndTable(pointer, linear, high);
        }

        Physical = (pointer & 0xFF_C000_0000) | (linear & 0x3FFF_FFFF);
        bool isAligned = (pointer & 0x3FFF_E000) == 0 && (!Bit(pointer, 12) || HasAttributes);
        return context.Has(PagingOptions.GigabytePages) && isAligned ? "mapped" : "reserved";
    }

    private string DirectoryAndTable(ulong pointer, ulong linear, ulong high)
    {
        ulong directory = Read64(pointer, (linear >> 21) & 0x1FF);
        if (!Bit(directory, 0))
        {
            return "absent";
        }

        if (IsBad(directory, high))
        {
            return "reserved";
        }

        if (Bit(directory, 7))
        {
            Physical = (directory & 0xFF_FFE0_0000) | (linear & 0x1F_FFFF);
            return (directory & 0x1F_E000) != 0 || (Bit(directory, 12) && !HasAttributes) ? "reserved" : "mapped";
        }

        ulong entry = Read64(directory, (linear >> 12) & 0x1FF);
        Physical = (entry & 0xFF_FFFF_F000) | (linear & 0xFFF);
        return !Bit(entry, 0) ? "absent"
            : IsBad(entry, high) || (Bit(entry, 7) && !HasAttributes) ? "reserved" : "mapped";
    }

    private bool HasAttributes => context.Has(PagingOptions.AttributeTable);

    private bool IsBad(ulong entry, ulong high) =>
        (entry & high) != 0 || (Bit(entry, 63) && !context.Has(PagingOptions.NoExecute));

    private bool Allows(AccessKind kind, AccessClass by)
    {
        bool isUserPage = _entries.TrueForAll(entry => Bit(entry.Value, 2));
        bool isWritable = _entries.TrueForAll(entry => Bit(entry.Value, 1));
        bool isExecutable = !_entries.Exists(entry => Bit(entry.Value, 63));
        if (by == AccessClass.User)
        {
            return isUserPage
                && (kind != AccessKind.Write || isWritable) && (kind != AccessKind.Execute || isExecutable);
        }

        if (kind == AccessKind.Execute)
        {
            return isExecutable && !(isUserPage && context.Has(PagingOptions.ExecutionPrevention));
        }

        return !(isUserPage && by == AccessClass.Guarded)
            && (kind == AccessKind.Read || isWritable || !context.Has(PagingOptions.WriteProtect));
    }

    private ulong Read32(ulong table, ulong index)
    {
        IsLost = table >= (ulong)ram.Length;
        int address = IsLost ? 0 : (int)(table + (index * 4));
        ulong value = BinaryPrimitives.ReadUInt32LittleEndian(ram.AsSpan(address));
        _entries.Add((address, value));
        return value;
    }

    private ulong Read64(ulong table, ulong index)
    {
        int address = (int)((table & 0xFF_FFFF_F000) + (index * 8));
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(ram.AsSpan(address));
        _entries.Add((address, value));
        return value;
    }

    private static bool Bit(ulong value, int number) => ((value >> number) & 1) != 0;
}
