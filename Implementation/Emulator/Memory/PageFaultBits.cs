namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>The error code of #PF (Intel SDM volume 3, section 4.7).</summary>
[Flags]
public enum PageFaultBits : uint
{
    /// <summary>A supervisor read of a page that is not present.</summary>
    None = 0,

    /// <summary>P: the page is present, and its permissions refused.</summary>
    Present = 1 << 0,

    /// <summary>W/R: the access was a write.</summary>
    Write = 1 << 1,

    /// <summary>U/S: the access was made in user mode.</summary>
    User = 1 << 2,

    /// <summary>RSVD: a reserved bit was set in a paging entry.</summary>
    BadEntry = 1 << 3,

    /// <summary>I/D: the access was an instruction fetch, and no-execute is enabled.</summary>
    Fetch = 1 << 4,
}
