using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Exits;
using static System.FormattableString;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 4: deflection to user space, and what else user space does with MSRs.</summary>
internal static class ExitChapter
{
    public static Chapter Chapter { get; } = new(
        "Exits",
        "With KVM_CAP_X86_USER_SPACE_MSR enabled, an access that is denied or fails leaves to user space, which "
        + "answers it. Without it the guest gets #GP. Accesses that user space itself makes (KVM_GET_MSRS, "
        + "KVM_SET_MSRS) ask the register alone. KVM_RUN itself never fails because an access is denied, nor because "
        + "a register does not take it; it does where the kernel runs out of memory over a write.",
        [Exit, LinuxExit, Capabilities],
        [.. Words],
        [
            ExitTables.Entry, ExitTables.Failure, ExitTables.Reentry, ExitTables.Answering, CapabilityTables.Enable,
            CapabilityTables.Check, HostTables.Read, HostTables.Write,
        ],
        [.. ExitCases.All],
        [
            "Deflection is a setting of the VM. It is looked at when an access fails, so a change acts on every vCPU's "
            + "next failing access and, where answers are bound to the access, not on an exit that is pending.",
            "Where answers are bound to the access (reading 9), the answer is carried out whole before the vCPU "
            + "executes anything else; the other vCPU runs on.",
            "Where they are not, entering with an answer ends the exit, leaves the answer with the vCPU in place of an "
            + "earlier one, and executes the instruction again from row 3.1 on. The answer stays, also over accesses "
            + "that retire or fault, until an access of that vCPU fails in its direction while deflection is on, "
            + "whatever its index; that access is given it, and it is used up.",
        ],
        ExitClauses.All);

    private static Layout Exit => new(
        "An MSR exit (kvm_run)",
        "What KVM_RUN leaves and what user space fills in before it enters again. The posted series and Linux place "
        + "the fields differently.",
        [
            new("exit_reason", 0, "4",
                Invariant($"{(uint)ExitReason.ReadMsr}: a read (KVM_EXIT_RDMSR); ")
                + Invariant($"{(uint)ExitReason.WriteMsr}: a write (KVM_EXIT_WRMSR)")),
            new("index", 0, "4", "ECX"),
            new("data", 0, "8", "the value of a write, 0 for a read; user space fills in what a read returns"),
            new("error", 0, "1", "filled in by user space: 0 retires the access, anything else raises #GP"),
        ]);

    private static Layout LinuxExit => new(
        "An MSR exit of Linux (kvm_run)",
        "Where Linux has those fields. What user space does not fill in is zero when KVM_RUN comes back.",
        [
            new("exit_reason", 8, "4", "KVM_EXIT_X86_RDMSR, KVM_EXIT_X86_WRMSR"),
            new("msr.error", 32, "1", "0 when KVM_RUN comes back"),
            new("msr.pad", 33, "7", "0"),
            new("msr.reason", 40, "4", "1, 2 or 4"),
            new("msr.index", 44, "4", "ECX"),
            new("msr.data", 48, "8", "of a read 0, never what was there before"),
        ]);

    private static Layout Capabilities => new(
        "Capabilities",
        "For KVM_CHECK_EXTENSION and KVM_ENABLE_CAP on the VM.",
        [
            new("KVM_CAP_X86_USER_SPACE_MSR", 0, Invariant($"{Capability.UserSpaceMsr}"), "args[0]: 0 off, else on"),
            new("KVM_CAP_ADD_MSR_ALLOWLIST", 0, Invariant($"{Capability.AddMsrAllowlist}"), "reported, never enabled"),
            new("KVM_CAP_X86_USER_SPACE_MSR, Linux", 0, Invariant($"{Capability.LinuxUserSpaceMsr}"),
                "args[0]: which failures leave: 1 the register does not take it, 2 no such register (of the x2APIC: 1)"
                + ", 4 denied"),
            new("KVM_CAP_X86_MSR_FILTER, Linux", 0, Invariant($"{Capability.LinuxMsrFilter}"),
                "reported, never enabled"),
        ],
        "number");

    private static Word[] Words =>
    [
        new("Pending, Error", "the vCPU stands at an exit; the error byte of user space's answer"),
        new("Deflected",
            "KVM_CAP_X86_USER_SPACE_MSR is on; where the interface is the filter, for the reason of the failure"),
        new("Denied", "it is the list that refused the access, not the register"),
        new("PassesThrough", "the hardware carries the access out by itself (chapter 9)"),
        new("KernelFails", "the handler of a write has failed with an errno, ENOMEM; deflection takes that for a value "
            + "that the register does not take"),
        new("AnswerWaits", "an answer waits for a failure in this direction (reading 9 only)"),
        new("Number, Flags", "the capability's number; the flags word of KVM_ENABLE_CAP"),
        new("UserSpaceMsr, HasInterface",
            Invariant($"the capabilities {Capability.UserSpaceMsr} and {Capability.AddMsrAllowlist}; ")
            + Invariant($"{Capability.LinuxUserSpaceMsr} and {Capability.LinuxMsrFilter} where it is the filter")),
        new("HasUnknownReasons", "the interface is the filter, and the first argument has a bit other than 1, 2 and 4"),
        new("Exists, Readable, Valid", "as in chapter 3, by the host's side of the register's rule"),
        new("Allowed", "the guest might do the same; it makes no difference, and that is the point"),
    ];
}
