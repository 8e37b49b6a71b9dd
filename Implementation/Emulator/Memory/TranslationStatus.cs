namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>How an access or its translation ended.</summary>
internal enum TranslationStatus
{
    /// <summary>It was done.</summary>
    Done = 0,

    /// <summary>#PF.</summary>
    PageFault = 1,

    /// <summary>The page, or a paging structure, lies where this machine has nothing.</summary>
    NoMemory = 2,

    /// <summary>The linear address is not canonical.</summary>
    NotCanonical = 3,

    /// <summary>
    /// The store would have changed decoded code. That code is gone now, the store was not made, and the instruction
    /// is to be executed again.
    /// </summary>
    CodeWritten = 4,

    /// <summary>
    /// The store is to a device that may answer with an interrupt. It was not made; the instruction is to be executed
    /// again, with nothing behind it.
    /// </summary>
    DeviceWritten = 5,

    /// <summary>#AC.</summary>
    Misaligned = 6,
}
