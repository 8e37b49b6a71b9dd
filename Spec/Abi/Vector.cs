namespace MsrSpec.Spec.Abi;

/// <summary>
/// The exception vectors of the architecture (Intel SDM volume 3, chapter 6). An MSR access can raise #UD and #GP; a
/// machine that is wrong may answer with any of them, or with a number that has no name.
/// </summary>
public enum Vector
{
    /// <summary>#DE, divide error.</summary>
    DivideError = 0,

    /// <summary>#DB, debug.</summary>
    Debug = 1,

    /// <summary>The non-maskable interrupt.</summary>
    NonMaskableInterrupt = 2,

    /// <summary>#BP, breakpoint.</summary>
    Breakpoint = 3,

    /// <summary>#OF, overflow.</summary>
    Overflow = 4,

    /// <summary>#BR, BOUND range exceeded.</summary>
    BoundRangeExceeded = 5,

    /// <summary>#UD, invalid opcode: RDMSR or WRMSR with a LOCK prefix.</summary>
    InvalidOpcode = 6,

    /// <summary>#NM, device not available.</summary>
    DeviceNotAvailable = 7,

    /// <summary>#DF, double fault.</summary>
    DoubleFault = 8,

    /// <summary>#TS, invalid TSS.</summary>
    InvalidTaskState = 10,

    /// <summary>#NP, segment not present.</summary>
    SegmentNotPresent = 11,

    /// <summary>#SS, stack-segment fault.</summary>
    StackSegment = 12,

    /// <summary>#GP, general protection.</summary>
    GeneralProtection = 13,

    /// <summary>#PF, page fault.</summary>
    PageFault = 14,

    /// <summary>#MF, x87 floating-point error.</summary>
    FloatingPoint = 16,

    /// <summary>#AC, alignment check.</summary>
    AlignmentCheck = 17,

    /// <summary>#MC, machine check.</summary>
    MachineCheck = 18,

    /// <summary>#XM, SIMD floating-point exception.</summary>
    SimdFloatingPoint = 19,

    /// <summary>#VE, virtualization exception.</summary>
    Virtualization = 20,

    /// <summary>#CP, control protection.</summary>
    ControlProtection = 21,
}
