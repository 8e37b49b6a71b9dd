namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>What control registers and the processor say about paging.</summary>
[Flags]
internal enum PagingOptions
{
    None = 0,

    /// <summary>CR0.WP: a supervisor write heeds the writable bit.</summary>
    WriteProtect = 1 << 0,

    /// <summary>EFER.NXE: the no-execute bit means what it says, and is not reserved.</summary>
    NoExecute = 1 << 1,

    /// <summary>CR4.PSE: 32-bit paging has pages of 4 MiB.</summary>
    LargePages = 1 << 2,

    /// <summary>The processor has PSE-36: a page of 4 MiB may lie above 4 GiB.</summary>
    WideLargePages = 1 << 3,

    /// <summary>The processor has pages of 1 GiB.</summary>
    GigabytePages = 1 << 4,

    /// <summary>CR4.PGE: the global bit counts.</summary>
    GlobalPages = 1 << 5,

    /// <summary>CR4.SMEP: the supervisor does not execute user pages.</summary>
    ExecutionPrevention = 1 << 6,

    /// <summary>CR4.SMAP: the supervisor does not touch user pages.</summary>
    AccessPrevention = 1 << 7,

    /// <summary>The processor has the page attribute table, whose bit is otherwise reserved.</summary>
    AttributeTable = 1 << 8,
}
