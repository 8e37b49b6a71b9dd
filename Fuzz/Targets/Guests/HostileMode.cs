namespace MsrSpec.Fuzz.Targets.Guests;

/// <summary>The modes that a hostile guest starts in.</summary>
internal enum HostileMode
{
    /// <summary>Real mode.</summary>
    Real16 = 0,

    /// <summary>Protected mode, 16-bit code, no paging.</summary>
    Protected16 = 1,

    /// <summary>Protected mode, 32-bit code, no paging.</summary>
    Protected32 = 2,

    /// <summary>Protected mode, 32-bit code, 32-bit paging.</summary>
    Paged32 = 3,

    /// <summary>Protected mode, 32-bit code, PAE paging.</summary>
    PhysicalAddressExtension = 4,

    /// <summary>Virtual-8086 mode.</summary>
    Virtual8086 = 5,

    /// <summary>Compatibility mode, 32-bit code.</summary>
    Compatibility32 = 6,

    /// <summary>64-bit mode.</summary>
    Long64 = 7,
}
