namespace MsrSpec.Implementation.Memory;

/// <summary>How a translation ended.</summary>
internal enum TranslationStatus
{
    /// <summary>The physical address is known.</summary>
    Done = 0,

    /// <summary>#PF.</summary>
    PageFault = 1,

    /// <summary>A paging structure lies outside of RAM, where this machine has nothing.</summary>
    NoMemory = 2,
}
