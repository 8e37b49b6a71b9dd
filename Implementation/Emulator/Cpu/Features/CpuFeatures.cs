namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>
/// What CPUID can say a processor has. What is not said is hidden: its instructions take #UD, its control bits and
/// MSRs #GP(0).
/// </summary>
[Flags]
public enum CpuFeatures : ulong
{
    /// <summary>Nothing beyond a 486 with paging.</summary>
    None = 0,

    /// <summary>Leaf 1 EDX 0: the x87 control instructions.</summary>
    Fpu = 1UL << 0,

    /// <summary>Leaf 1 EDX 2: CR4.DE.</summary>
    DebuggingExtensions = 1UL << 1,

    /// <summary>Leaf 1 EDX 3: pages of 4 MiB in 32-bit paging.</summary>
    PageSizeExtensions = 1UL << 2,

    /// <summary>Leaf 1 EDX 4: RDTSC, CR4.TSD and IA32_TSC.</summary>
    TimeStampCounter = 1UL << 3,

    /// <summary>Leaf 1 EDX 5: RDMSR and WRMSR.</summary>
    Msr = 1UL << 4,

    /// <summary>Leaf 1 EDX 6: PAE paging.</summary>
    PhysicalAddressExtension = 1UL << 5,

    /// <summary>Leaf 1 EDX 7: CR4.MCE and #MC.</summary>
    MachineCheckException = 1UL << 6,

    /// <summary>Leaf 1 EDX 8: CMPXCHG8B.</summary>
    CompareExchange8 = 1UL << 7,

    /// <summary>Leaf 1 EDX 9: a local APIC.</summary>
    Apic = 1UL << 8,

    /// <summary>Leaf 1 EDX 11: SYSENTER and SYSEXIT.</summary>
    Sysenter = 1UL << 9,

    /// <summary>Leaf 1 EDX 12: memory type range registers.</summary>
    Mtrr = 1UL << 10,

    /// <summary>Leaf 1 EDX 13: CR4.PGE and global pages.</summary>
    GlobalPages = 1UL << 11,

    /// <summary>Leaf 1 EDX 14: machine-check banks.</summary>
    MachineCheck = 1UL << 12,

    /// <summary>Leaf 1 EDX 15: CMOVcc.</summary>
    ConditionalMove = 1UL << 13,

    /// <summary>Leaf 1 EDX 16: the page attribute table.</summary>
    PageAttributeTable = 1UL << 14,

    /// <summary>Leaf 1 EDX 19: CLFLUSH.</summary>
    CacheLineFlush = 1UL << 15,

    /// <summary>Leaf 1 EDX 24: FXSAVE, FXRSTOR and CR4.OSFXSR.</summary>
    FxSave = 1UL << 16,

    /// <summary>Leaf 1 EDX 25: SSE.</summary>
    Sse = 1UL << 17,

    /// <summary>Leaf 1 EDX 26: SSE2.</summary>
    Sse2 = 1UL << 18,

    /// <summary>Leaf 1 ECX 13: CMPXCHG16B.</summary>
    CompareExchange16 = 1UL << 19,

    /// <summary>Leaf 1 ECX 21: x2APIC mode and its MSRs.</summary>
    X2Apic = 1UL << 20,

    /// <summary>Leaf 1 ECX 22: MOVBE.</summary>
    MoveBigEndian = 1UL << 21,

    /// <summary>Leaf 1 ECX 23: POPCNT.</summary>
    PopulationCount = 1UL << 22,

    /// <summary>Leaf 1 ECX 24: the APIC timer can wait for a time stamp.</summary>
    TscDeadline = 1UL << 23,

    /// <summary>Leaf 1 ECX 31: a hypervisor is there.</summary>
    Hypervisor = 1UL << 24,

    /// <summary>Leaf 7 EBX 0: RDFSBASE and its kin, and CR4.FSGSBASE.</summary>
    FsGsBase = 1UL << 25,

    /// <summary>Leaf 7 EBX 1: IA32_TSC_ADJUST.</summary>
    TscAdjust = 1UL << 26,

    /// <summary>Leaf 7 EBX 7: CR4.SMEP.</summary>
    Smep = 1UL << 27,

    /// <summary>Leaf 7 EBX 9: fast REP MOVSB and STOSB.</summary>
    FastStrings = 1UL << 28,

    /// <summary>Leaf 7 EBX 20: CR4.SMAP, STAC and CLAC.</summary>
    Smap = 1UL << 29,

    /// <summary>Leaf 7 ECX 2: CR4.UMIP.</summary>
    Umip = 1UL << 30,

    /// <summary>Leaf 7 EDX 26: SPEC_CTRL bit 0 and PRED_CMD.</summary>
    SpeculationControl = 1UL << 31,

    /// <summary>Leaf 7 EDX 27: SPEC_CTRL bit 1.</summary>
    SingleThreadPredictors = 1UL << 32,

    /// <summary>Leaf 7 EDX 28: FLUSH_CMD.</summary>
    FlushL1D = 1UL << 33,

    /// <summary>Leaf 7 EDX 31: SPEC_CTRL bit 2.</summary>
    StoreBypassDisable = 1UL << 34,

    /// <summary>Leaf 80000001 EDX 11: SYSCALL and SYSRET in 64-bit mode.</summary>
    Syscall = 1UL << 35,

    /// <summary>Leaf 80000001 EDX 20: no-execute pages.</summary>
    NoExecute = 1UL << 36,

    /// <summary>Leaf 80000001 EDX 26: pages of 1 GiB.</summary>
    GigabytePages = 1UL << 37,

    /// <summary>Leaf 80000001 EDX 27: RDTSCP and IA32_TSC_AUX.</summary>
    Rdtscp = 1UL << 38,

    /// <summary>Leaf 80000001 EDX 29: long mode.</summary>
    LongMode = 1UL << 39,

    /// <summary>Leaf 80000001 ECX 0: LAHF and SAHF in 64-bit mode.</summary>
    LahfSahf64 = 1UL << 40,

    /// <summary>Leaf 80000001 ECX 5: LZCNT.</summary>
    LeadingZeroCount = 1UL << 41,

    /// <summary>Leaf 80000001 ECX 8: PREFETCHW.</summary>
    PrefetchWrite = 1UL << 42,

    /// <summary>Leaf 1 EDX 17: 36-bit addresses of 4 MiB pages in 32-bit paging.</summary>
    PageSizeExtensions36 = 1UL << 43,

    /// <summary>Leaf 1 EDX 23: MMX.</summary>
    Mmx = 1UL << 44,

    /// <summary>Subleaf 1 of leaf 7, EAX 19: WRMSRNS.</summary>
    NonSerializingMsrWrite = 1UL << 45,

    /// <summary>Subleaf 1 of leaf 7, ECX 5: RDMSR and WRMSRNS in immediate form.</summary>
    ImmediateMsr = 1UL << 46,
}
