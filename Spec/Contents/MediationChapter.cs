using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Mediation;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 9: who decides an access before the list is asked, and what the list has no part in.</summary>
internal static class MediationChapter
{
    public static Chapter Chapter { get; } = new(
        "Mediation",
        "Not every access of the guest reaches the kernel, and not everything that the kernel reads of MSRs is an "
        + "access of the guest. Some MSRs the hardware passes through; a write that is frequent is done right behind "
        + "the exit; and an instruction that the kernel emulates reads MSRs besides. 'The list' stands for the "
        + "allowlist or the filter. The form of an instruction makes no difference here. MSRs that nested guests load "
        + "are not modelled.",
        [],
        [.. Words],
        [MediationTables.Deciding, MediationTables.Intercepting, MediationTables.Emulating],
        [.. MediationCases.All],
        [
            "What is intercepted follows the list at the vCPU's next entry: whoever changes the list asks every vCPU "
            + "to recalculate it. The deadline of the timer is done behind the exit and in front of the list by a "
            + "kernel whose timer is the hardware's (VMX with its preemption timer, since 5.9), whichever its "
            + "version; a dialect says what the others do. An interrupt command is done there by all.",
            "A denied read of an emulated instruction is not deflected to user space. The instruction looks at one MSR "
            + "to decide whether it faults. What SYSCALL and SYSENTER load of others, where the list denies those, is "
            + "whatever the kernel's stack held, and is not specified.",
        ],
        MediationClauses.All);

    private static Word[] Words =>
    [
        new("PassesThrough", "the hardware carries out such accesses by itself, unless it is told to intercept them: "
            + "reads of TSC, and both directions of SYSENTER_CS, SYSENTER_ESP, SYSENTER_EIP, FS_BASE, GS_BASE and "
            + "KERNEL_GS_BASE"),
        new("OnTheFastPath", "a write of TSC_DEADLINE"),
        new("IsFastInterrupt", "in x2APIC mode, a write of its interrupt command register (0x830) that is a fixed "
            + "interrupt for one processor, named by its physical id: of the value bits 11:8, 13 and 31:16 are zero, "
            + "and bits 63:32 are not all ones"),
        new("Allowed", "the decision of chapter 2 or 8 about the index and the direction; of an emulated instruction: "
            + "about a read of the MSR that it looks at"),
        new("Instruction, EmulatedInstruction", "what is emulated"),
        new("Rdpid, Syscall, Sysenter", "RDPID, SYSCALL and SYSENTER, in 64-bit mode at CPL 3"),
        new("Value", "what the MSR holds that it looks at: TSC_AUX for RDPID, EFER for "
            + "SYSCALL, SYSENTER_CS for SYSENTER"),
        new("SyscallEnabled, NamesASegment", "bit 0 of EFER, SCE; whether bits 15:2 of SYSENTER_CS are not all zero"),
    ];
}
