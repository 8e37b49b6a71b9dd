namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>Bits of an entry of any level and format of paging.</summary>
[Flags]
public enum PageEntryBits : ulong
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>P: the entry leads on.</summary>
    Present = 1UL << 0,

    /// <summary>R/W: what it leads to may be written.</summary>
    Writable = 1UL << 1,

    /// <summary>U/S: what it leads to is open to user mode.</summary>
    User = 1UL << 2,

    /// <summary>A: it has been used.</summary>
    Accessed = 1UL << 5,

    /// <summary>D: its page has been written.</summary>
    Dirty = 1UL << 6,

    /// <summary>In a table's entry: it maps a page. In the entry of a 4 KiB page this bit is PAT.</summary>
    Large = 1UL << 7,

    /// <summary>G: a load of CR3 spares its translation.</summary>
    Global = 1UL << 8,

    /// <summary>XD: what it leads to is not executed.</summary>
    NoExecute = 1UL << 63,
}
