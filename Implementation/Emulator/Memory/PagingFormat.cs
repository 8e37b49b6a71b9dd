namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>The ways in which linear addresses become physical ones.</summary>
internal enum PagingFormat
{
    /// <summary>CR0.PG is clear: they are the same.</summary>
    None = 0,

    /// <summary>Two levels of entries of 32 bits.</summary>
    Legacy32 = 1,

    /// <summary>PAE outside of long mode: four pointers in registers, and two levels of entries of 64 bits.</summary>
    Pae = 2,

    /// <summary>Long mode: four levels of entries of 64 bits.</summary>
    FourLevel = 3,
}
