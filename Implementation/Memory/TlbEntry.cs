namespace MsrSpec.Implementation.Memory;

/// <summary>One cached translation.</summary>
internal struct TlbEntry
{
    /// <summary>The linear page, with the generation and the privilege class in the bits below it.</summary>
    public ulong Tag;

    /// <summary>The physical page.</summary>
    public ulong Page;
}
