namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>One level of a paging format.</summary>
/// <param name="Shift">The lowest bit of the linear address that selects an entry.</param>
/// <param name="MapsPages">Whether an entry with the bit for it maps a page.</param>
/// <param name="TableReserved">The bits that an entry which refers to a table must not have.</param>
/// <param name="LeafReserved">The bits that an entry which maps a page must not have.</param>
internal readonly record struct PagingLevel(int Shift, bool MapsPages, ulong TableReserved, ulong LeafReserved);
