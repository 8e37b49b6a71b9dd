namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>Bits of an entry of any level and format of paging.</summary>
[Flags]
internal enum PageEntryBits : ulong
{
    None = 0,
    Present = 1UL << 0,
    Writable = 1UL << 1,
    User = 1UL << 2,
    Accessed = 1UL << 5,
    Dirty = 1UL << 6,

    /// <summary>In a table's entry: it maps a page. In the entry of a 4 KiB page this bit is PAT.</summary>
    Large = 1UL << 7,
    Global = 1UL << 8,
    NoExecute = 1UL << 63,
}
