namespace MsrSpec.Implementation.Memory;

/// <summary>Bits of an entry of any level of 4-level paging.</summary>
[Flags]
internal enum PageEntryBits : ulong
{
    None = 0,
    Present = 1UL << 0,
    Writable = 1UL << 1,
    User = 1UL << 2,
    Accessed = 1UL << 5,
    Dirty = 1UL << 6,
    Large = 1UL << 7,
    NoExecute = 1UL << 63,
}
