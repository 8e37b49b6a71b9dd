namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>One cached translation to RAM of the host.</summary>
internal struct TlbEntry
{
    /// <summary>The linear page, with the generation and the access class in the bits below it.</summary>
    public ulong Tag;

    /// <summary>What to add to a linear address of the page to get at its byte in the host.</summary>
    public nuint HostMinusLinear;
}
