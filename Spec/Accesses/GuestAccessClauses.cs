using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Accesses;

/// <summary>
/// The clauses of RDMSR and WRMSR around the decision: faults before it, effects after it (Intel SDM volume 2, RDMSR
/// and WRMSR; volume 3, chapter 6 for delivery).
/// </summary>
public static class GuestAccessClauses
{
    /// <summary>A LOCK prefix is #UD, whatever else is wrong.</summary>
    public static readonly Clause LockIsInvalid = new(
        "guest.lock-prefix-is-UD", Strength.Must,
        "RDMSR or WRMSR with a LOCK prefix raises #UD before anything else is looked at.");

    /// <summary>What the processor does not have is no instruction.</summary>
    public static readonly Clause MissingIsInvalid = new(
        "guest.instructions-it-lacks-are-UD", Strength.Must,
        "WRMSRNS and the immediate forms of RDMSR and WRMSRNS raise #UD on a processor that lacks them.");

    /// <summary>The immediate forms are of 64-bit mode.</summary>
    public static readonly Clause ImmediateNeeds64Bits = new(
        "guest.immediate-forms-need-64-bit-mode", Strength.Must,
        "Outside 64-bit mode an immediate form raises #UD (Intel SDM volume 2, RDMSR and WRMSRNS).");

    /// <summary>An access at any CPL but 0 is #GP(0) and goes no further.</summary>
    public static readonly Clause UnprivilegedFaults = new(
        "guest.unprivileged-access-is-GP", Strength.Must,
        "At CPL 1, 2 or 3 an access raises #GP(0); neither the allowlist nor user space hears of it.");

    /// <summary>The upper half of RCX does not count.</summary>
    public static readonly Clause IndexIsEcx = new(
        "guest.the-index-is-ecx", Strength.Must,
        "The index is ECX; bits 63:32 of RCX are ignored and kept.");

    /// <summary>A retired read leaves its value in EDX:EAX, with zeros above.</summary>
    public static readonly Clause ReadLoadsEdxEax = new(
        "guest.read-loads-edx-eax", Strength.Must,
        "A read that is allowed, of an MSR that can be read, retires: it loads EDX:EAX with the value, clears bits "
        + "63:32 of RAX and RDX, and moves RIP behind itself.");

    /// <summary>A read in immediate form fills one register.</summary>
    public static readonly Clause ImmediateLoadsRegister = new(
        "guest.an-immediate-read-loads-its-register", Strength.Must,
        "A read in immediate form that is allowed, of an MSR that can be read, retires: it loads all 64 bits into the "
        + "register that it names, leaves every other, and moves RIP behind itself. The index is the immediate; ECX "
        + "is not looked at (Intel SDM volume 2, RDMSR).");

    /// <summary>A retired write takes EDX:EAX and changes no register but RIP.</summary>
    public static readonly Clause WriteStores = new(
        "guest.write-stores-edx-eax", Strength.Must,
        "A write that is allowed, of a value that the MSR takes, retires: it stores EDX:EAX and ignores bits 63:32 of "
        + "RAX and RDX, or in immediate form stores the register that it names; it leaves every register and moves "
        + "RIP behind itself.");

    /// <summary>A register that the processor lacks cannot be accessed.</summary>
    public static readonly Clause AbsentMsrFails = new(
        "guest.absent-msr-fails", Strength.Must,
        "An allowed access to an MSR that the processor does not have fails.");

    /// <summary>A register is not accessed in a direction that it lacks.</summary>
    public static readonly Clause WrongDirectionFails = new(
        "guest.read-only-and-write-only-msrs-fail-otherwise", Strength.Must,
        "A write to a read-only MSR and a read of a write-only MSR fail.");

    /// <summary>A value that the register cannot hold is not written.</summary>
    public static readonly Clause InvalidValueFails = new(
        "guest.invalid-value-fails", Strength.Must,
        "A write with a reserved bit set, a non-canonical address or an invalid memory type fails and changes"
        + " nothing.");

    /// <summary>An error of the kernel is no failure of the guest's.</summary>
    public static readonly Clause HandlerErrorFails = new(
        "guest.a-handler-without-memory-writes-nothing", Strength.Must,
        "A write whose handler in the kernel fails with an errno, as that of EFER does where it finds no memory for "
        + "nested state, writes nothing; it fails.");

    /// <summary>Paging locks EFER.LME, and no write changes EFER.LMA.</summary>
    public static readonly Clause EferInterlock = new(
        "guest.efer-lme-is-fixed-while-paging", Strength.Must,
        "A write that changes EFER.LME while paging is on fails; EFER.LMA is read only and a written LMA is "
        + "ignored.");

    /// <summary>Without deflection every failure is #GP, whatever its reason.</summary>
    public static readonly Clause FailureIsGeneralProtection = new(
        "guest.failure-is-GP", Strength.Must,
        "An access that is denied or fails raises #GP, unless it is deflected to user space; the guest cannot"
        + " tell denial from absence.");

    /// <summary>A denied access neither reads nor changes the MSR.</summary>
    public static readonly Clause DenialTouchesNothing = new(
        "guest.denial-touches-no-msr", Strength.Must,
        "A denied access does not reach the MSR: nothing is read, nothing is written.");

    /// <summary>A fault leaves RIP and the registers as they were.</summary>
    public static readonly Clause FaultIsPrecise = new(
        "guest.fault-leaves-the-registers", Strength.Must,
        "At a fault RIP stands at the instruction and RAX, RCX and RDX are as before it.");

    /// <summary>Only #GP outside real mode pushes an error code, which is 0.</summary>
    public static readonly Clause ErrorCodeByMode = new(
        "guest.error-code-by-mode", Strength.Must,
        "#GP pushes the error code 0 in protected and long mode; real mode pushes none; #UD pushes none in "
        + "any mode.");

    /// <summary>An MSR keeps its value until somebody writes it.</summary>
    public static readonly Clause OnlyWritesChange = new(
        "guest.only-writes-change-msrs", Strength.Must,
        "A write that retires, one of the host, the entry into a mode and the end of the VM change MSRs; no access "
        + "that faults, no read and no other command does.");

    /// <summary>Two vCPUs share no register and no MSR.</summary>
    public static readonly Clause VcpusAreSeparate = new(
        "guest.msrs-belong-to-one-vcpu", Strength.Must,
        "A command to one vCPU changes no register and no MSR of another.");

    /// <summary>Each mode comes with its own EFER.LME and EFER.LMA.</summary>
    public static readonly Clause ModeSetsEfer = new(
        "guest.entering-a-mode-sets-efer", Strength.Silent,
        "User space puts the vCPU into the mode of an access before it runs; that sets EFER.LME and EFER.LMA "
        + "for long mode and clears both for the others, and keeps every other MSR.");

    /// <summary>The time-stamp counter does not tick.</summary>
    public static readonly Clause TimeStandsStill = new(
        "guest.time-stands-still", Strength.Silent,
        "The time-stamp counter reads as it was last written: virtual time does not pass between commands.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        LockIsInvalid, MissingIsInvalid, ImmediateNeeds64Bits, UnprivilegedFaults, IndexIsEcx, ReadLoadsEdxEax,
        ImmediateLoadsRegister, WriteStores, AbsentMsrFails, WrongDirectionFails, InvalidValueFails, HandlerErrorFails,
        EferInterlock, FailureIsGeneralProtection, DenialTouchesNothing, FaultIsPrecise, ErrorCodeByMode,
        OnlyWritesChange, VcpusAreSeparate, ModeSetsEfer, TimeStandsStill,
    ];
}
