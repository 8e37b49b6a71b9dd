using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 3: the guest executes RDMSR or WRMSR.</summary>
internal static class AccessChapter
{
    public static Chapter Chapter { get; } = new(
        "Guest access",
        "A vCPU executes RDMSR or WRMSR in real, 32-bit protected or 64-bit mode, at any CPL, with or without a "
        + "prefix; or, where it has them, WRMSRNS or an immediate form of either. Faults of the instruction itself "
        + "come before the list is asked, the list before the register, and the register before its value. What "
        + "'fails' does is said in chapter 4.",
        [Instruction, RecentInstructions],
        [.. Words],
        [AccessTable.Rows],
        [.. AccessCases.All],
        [
            "An access takes no lock. It retires, or it faults or leaves with every register, every MSR and RIP as "
            + "they were before it.",
        ],
        GuestAccessClauses.All);

    private static Layout Instruction => new(
        "RDMSR (0F 32) and WRMSR (0F 30)",
        "The instruction has two bytes, three with a prefix: LOCK (F0), or a segment override (3E), which means "
        + "nothing here. The registers before it, as user space sets them:",
        [
            new("RCX", 0, "8", "the index in ECX; bits 63:32 are ignored"),
            new("RAX, RDX", 0, "8", "the value of a write, low and high half; bits 63:32 are ignored. Before a read "
                + $"0x{GuestAccess.SentinelRax:x} and 0x{GuestAccess.SentinelRdx:x}, to tell an untouched register"),
            new("RIP", 0, "8", "at the instruction; shown relative to it"),
            new("EFER", 0, "8", "LME and LMA set for 64-bit mode, clear for the others; "
                + "paging is on in 64-bit mode only"),
        ]);

    private static Layout RecentInstructions => new(
        "WRMSRNS (0F 01 C6), and RDMSR and WRMSRNS in immediate form",
        "WRMSRNS has three bytes and the registers of WRMSR. An immediate form (VEX.F2 of RDMSR, VEX.F3 of WRMSRNS, "
        + "map 7, F6 /0) has nine bytes; it holds the index, and here names RDX. The registers before it:",
        [
            new("RDX", 0, "8", Invariant($"the value of a write; before a read 0x{GuestAccess.SentinelRdx:x}")),
            new("RAX, RCX", 0, "8",
                Invariant($"0x{GuestAccess.SentinelRax:x} and 0x{GuestAccess.SentinelRcx:x}, which it leaves")),
        ]);

    private static Word[] Words =>
    [
        new("Form, Lock", "the instruction form: Plain, UpperHalvesSet (bits 63:32 of RAX, RCX and RDX set), Lock, "
            + "Prefixed (a segment override), NonSerializing (WRMSRNS), Immediate"),
        new("IsRecent, IsImmediate", "WRMSRNS or an immediate form; an immediate form"),
        new("In64Bits", "in 64-bit mode"),
        new("Unprivileged", "CPL 1, 2 or 3, outside real mode"),
        new("Allowed", "whether the access is let through: by the decision of chapter 2 or 8 about the index and the "
            + "direction, unless chapter 9 says otherwise"),
        new("IsRead", "RDMSR, in whichever form"),
        new("Exists, Readable", "the processor has the MSR (the x2APIC's interrupt command register, 0x830, in x2APIC "
            + "mode alone: bits 11 and 10 of APIC_BASE set); it can be read (all but commands can)"),
        new("NeverWritten", "the rule of the MSR lets the guest write nothing: read-only and host-owned"),
        new("ChangesTheMode", "EFER.LME would change while paging is on"),
        new("Valid", "the rule of the MSR takes the value"),
        new("RunsOutOfMemory", "the MSR is EFER, and its handler in the kernel fails with ENOMEM, by fault injection "
            + "(chapter 5): the other handlers know no such error"),
    ];
}
