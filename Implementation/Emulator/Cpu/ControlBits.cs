namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>Bits of CR0 and CR4 (Intel SDM volume 3, section 2.5).</summary>
public static class ControlBits
{
    /// <summary>CR0.PE: protected mode.</summary>
    public const ulong ProtectionEnable = 1UL << 0;

    /// <summary>CR0.MP: WAIT heeds CR0.TS.</summary>
    public const ulong MonitorCoprocessor = 1UL << 1;

    /// <summary>CR0.EM: there is no x87.</summary>
    public const ulong Emulation = 1UL << 2;

    /// <summary>CR0.TS: x87 and SSE raise #NM.</summary>
    public const ulong TaskSwitched = 1UL << 3;

    /// <summary>CR0.ET, which is always one.</summary>
    public const ulong ExtensionType = 1UL << 4;

    /// <summary>CR0.NE: x87 errors are exceptions.</summary>
    public const ulong NumericError = 1UL << 5;

    /// <summary>CR0.WP: supervisor writes heed read-only pages.</summary>
    public const ulong WriteProtect = 1UL << 16;

    /// <summary>CR0.AM: EFLAGS.AC checks alignment at level 3.</summary>
    public const ulong AlignmentMask = 1UL << 18;

    /// <summary>CR0.NW: not write-through.</summary>
    public const ulong NotWriteThrough = 1UL << 29;

    /// <summary>CR0.CD: caches are disabled.</summary>
    public const ulong CacheDisable = 1UL << 30;

    /// <summary>CR0.PG: paging.</summary>
    public const ulong Paging = 1UL << 31;

    /// <summary>The bits of CR0 that can be written; others below bit 32 are ignored.</summary>
    internal const ulong Writable0 = ProtectionEnable | MonitorCoprocessor | Emulation | TaskSwitched | NumericError
        | WriteProtect | AlignmentMask | NotWriteThrough | CacheDisable | Paging;

    /// <summary>The most that CR8 holds.</summary>
    internal const ulong HighestTaskPriority = 15;

    /// <summary>CR4.VME: virtual-8086 extensions.</summary>
    public const ulong Virtual8086Extensions = 1UL << 0;

    /// <summary>CR4.PVI: virtual interrupts in protected mode.</summary>
    public const ulong ProtectedVirtualInterrupts = 1UL << 1;

    /// <summary>CR4.TSD: RDTSC is for level 0.</summary>
    public const ulong TimeStampDisable = 1UL << 2;

    /// <summary>CR4.DE: I/O breakpoints; DR4 and DR5 raise #UD.</summary>
    public const ulong DebuggingExtensions = 1UL << 3;

    /// <summary>CR4.PSE: pages of 4 MiB in 32-bit paging.</summary>
    public const ulong PageSizeExtensions = 1UL << 4;

    /// <summary>CR4.PAE: entries of 64 bits.</summary>
    public const ulong PhysicalAddressExtension = 1UL << 5;

    /// <summary>CR4.MCE: machine checks are exceptions.</summary>
    public const ulong MachineCheckEnable = 1UL << 6;

    /// <summary>CR4.PGE: global pages.</summary>
    public const ulong GlobalPages = 1UL << 7;

    /// <summary>CR4.PCE: RDPMC at any level.</summary>
    public const ulong PerformanceCounters = 1UL << 8;

    /// <summary>CR4.OSFXSR: SSE is enabled.</summary>
    public const ulong FxSave = 1UL << 9;

    /// <summary>CR4.OSXMMEXCPT: #XM.</summary>
    public const ulong SimdExceptions = 1UL << 10;

    /// <summary>CR4.UMIP: SGDT and its kin are for level 0.</summary>
    public const ulong UserModeInstructionPrevention = 1UL << 11;

    /// <summary>CR4.FSGSBASE: RDFSBASE and its kin.</summary>
    public const ulong FsGsBase = 1UL << 16;

    /// <summary>CR4.SMEP: the supervisor does not execute user pages.</summary>
    public const ulong SupervisorExecutionPrevention = 1UL << 20;

    /// <summary>CR4.SMAP: the supervisor does not touch user pages unless EFLAGS.AC is set.</summary>
    public const ulong SupervisorAccessPrevention = 1UL << 21;
}
