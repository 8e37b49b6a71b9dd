namespace MsrSpec.Spec.Vocabulary;

/// <summary>The mode a vCPU is in when it executes an access. User space installs it before the access runs.</summary>
public enum GuestMode
{
    /// <summary>64-bit long mode with four-level paging.</summary>
    Long64 = 0,

    /// <summary>32-bit protected mode without paging.</summary>
    Protected32 = 1,

    /// <summary>16-bit real mode, which knows no privilege levels.</summary>
    Real16 = 2,
}
