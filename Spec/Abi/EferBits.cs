namespace MsrSpec.Spec.Abi;

/// <summary>Bits of the EFER register that the emulated processor has (Intel SDM volume 3, section 2.2.1).</summary>
[Flags]
public enum EferBits : ulong
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>SCE: SYSCALL is enabled.</summary>
    SyscallEnable = 1UL << 0,

    /// <summary>LME: long mode is enabled once paging is.</summary>
    LongModeEnable = 1UL << 8,

    /// <summary>LMA: long mode is active; read only.</summary>
    LongModeActive = 1UL << 10,

    /// <summary>NXE: the no-execute bit of page tables is enabled.</summary>
    NoExecuteEnable = 1UL << 11,

    /// <summary>Every bit that is not reserved.</summary>
    All = SyscallEnable | LongModeEnable | LongModeActive | NoExecuteEnable,
}
