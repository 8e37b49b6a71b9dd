using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Decisions;

namespace MsrSpec.Spec.Exits;

/// <summary>What failing accesses, their exits and the answers to them leave.</summary>
public static class ExitCases
{
    private const string AsBefore = "as before, RIP at the instruction";

    /// <summary>The vCPU stands at an exit and executes nothing.</summary>
    public static Case AtAnExit { get; } = new("at an exit",
        new Effect(Aspect.ExitPending, "still pending", ExitClauses.OneAtATime));

    /// <summary>The vCPU stands at no exit and goes on.</summary>
    public static Case GoesOn { get; } = new("goes on");

    /// <summary>The access is given the answer that waits in its direction.</summary>
    public static Case Answered { get; } = new("answered",
        new Effect(Aspect.ExitPending, "no; the answer is used up"));

    /// <summary>A denied access raises #GP.</summary>
    public static Case DeniedFault { get; } = new("denied, fault",
    [
        .. Fault(),
        new(Aspect.Msr, "as before", GuestAccessClauses.DenialTouchesNothing),
    ]);

    /// <summary>An access that the register does not take raises #GP.</summary>
    public static Case FailedFault { get; } = new("failed, fault",
        [.. Fault(), new(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange)]);

    /// <summary>The hardware, which carries the access out, raises #GP.</summary>
    public static Case FaultOfTheHardware { get; } = new("fault of the hardware",
        new(Aspect.Delivery, "#GP, no exit", ExitClauses.HardwareFaults),
        new(Aspect.ErrorCode, "by mode", GuestAccessClauses.ErrorCodeByMode),
        new(Aspect.Registers, AsBefore, GuestAccessClauses.FaultIsPrecise),
        new(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange));

    /// <summary>KVM_RUN fails, and the vCPU stands at the instruction.</summary>
    public static Case RunFails { get; } = new("KVM_RUN fails",
        new Effect(Aspect.Registers, AsBefore, ExitClauses.HandlerErrorFailsRun),
        new Effect(Aspect.Msr, "as before", GuestAccessClauses.HandlerErrorFails));

    /// <summary>A denied access leaves to user space.</summary>
    public static Case DeniedExit { get; } = new("denied, exit",
    [
        .. Exit(),
        new(Aspect.Msr, "as before", GuestAccessClauses.DenialTouchesNothing),
    ]);

    /// <summary>An access that the register does not take leaves to user space.</summary>
    public static Case FailedExit { get; } = new("failed, exit",
    [
        .. Exit(),
        new(Aspect.Msr, "as before", ExitClauses.ExitIsPrecise),
    ]);

    /// <summary>Nothing is pending that could be completed.</summary>
    public static Case NothingPending { get; } = new("nothing pending");

    /// <summary>The instruction is executed once more, the answer waiting for it.</summary>
    public static Case ExecutedAgain { get; } = new("executed again",
        new Effect(Aspect.ExitPending, "no longer; then as the access does"));

    /// <summary>The completed access raises #GP, and the exit is over.</summary>
    public static Case CompletedWithFault { get; } = new("completed, fault",
        new Effect(Aspect.Registers, AsBefore, GuestAccessClauses.FaultIsPrecise),
        new Effect(Aspect.ErrorCode, "by mode", GuestAccessClauses.ErrorCodeByMode),
        new Effect(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange),
        new Effect(Aspect.ExitPending, "no longer", ExitClauses.CompletionIsBound));

    /// <summary>The completed access retires, and the exit is over.</summary>
    public static Case Completed { get; } = new("completed",
        new Effect(Aspect.Success, "the access retires", ExitClauses.CompletionIsBound),
        new Effect(Aspect.Value, "of a read: the given data", ExitClauses.CompletionRetires),
        new Effect(Aspect.Registers, "RIP behind the instruction; EDX:EAX of a read", ExitClauses.CompletionRetires),
        new Effect(Aspect.Msr, "as before", ExitClauses.CompletionIsBound),
        new Effect(Aspect.ModeBits, "as before", ExitClauses.CompletionIsBound),
        new Effect(Aspect.Time, "as before", ExitClauses.CompletionIsBound),
        new Effect(Aspect.ExitPending, "no longer", ExitClauses.CompletionIsBound));

    /// <summary>KVM_ENABLE_CAP fails; deflection stays as it was.</summary>
    public static Case EnableRefused { get; } = new("enable refused");

    /// <summary>KVM_ENABLE_CAP turns deflection on or off.</summary>
    public static Case Enabled { get; } = new("enabled",
        new Effect(Aspect.Deflection, "on if the argument is not 0, else off", ExitClauses.EnableTakesBoolean));

    /// <summary>KVM_ENABLE_CAP says which failures are deflected.</summary>
    public static Case ReasonsTaken { get; } = new("reasons taken",
        new Effect(Aspect.Deflection, "on if a reason is asked for, else off", ExitClauses.EnableTakesReasons));

    /// <summary>KVM_CHECK_EXTENSION answers; nothing changes.</summary>
    public static Case Reported { get; } = new("reported");

    /// <summary>A read of the host's in which the list is not at stake.</summary>
    public static Case HostReads { get; } = new("host read",
        new Effect(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange));

    /// <summary>The host writes what no MSR takes: nothing is written.</summary>
    public static Case HostWriteRefused { get; } = new("host write that is not processed",
        new Effect(Aspect.Msr, "as before", ExitClauses.HostWrites));

    /// <summary>A write of the host's in which the list is not at stake.</summary>
    public static Case HostWrites { get; } = new("host write",
        new Effect(Aspect.Msr, "the value", ExitClauses.HostWrites),
        new Effect(Aspect.ModeBits, "of EFER: LME as written, LMA as before", ExitClauses.HostWrites),
        new Effect(Aspect.Time, "as written", ExitClauses.HostWrites));

    /// <summary>The host reads an MSR that the list denies the guest.</summary>
    public static Case HostReadsDenied { get; } = new("host read of a denied MSR",
    [
        new(Aspect.Success, "as without a list", DecisionClauses.HostIsNotFiltered), .. HostReads.Effects,
    ]);

    /// <summary>The host writes an MSR that the list denies the guest.</summary>
    public static Case HostWritesDenied { get; } = new("host write of a denied MSR",
    [
        new(Aspect.Success, "as without a list", DecisionClauses.HostIsNotFiltered), .. HostWrites.Effects,
    ]);

    /// <summary>Every case, in the order of the tables.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        AtAnExit, GoesOn, FaultOfTheHardware, RunFails, DeniedFault, FailedFault, Answered, DeniedExit, FailedExit,
        NothingPending, ExecutedAgain, CompletedWithFault, Completed, EnableRefused, Enabled, ReasonsTaken, Reported,
        HostReads, HostReadsDenied, HostWriteRefused, HostWrites, HostWritesDenied,
    ];

    private static Effect[] Fault() =>
    [
        new(Aspect.Delivery, "#GP, no exit", ExitClauses.FailureExits),
        new(Aspect.Run, "KVM_RUN does not fail", GuestAccessClauses.FailureIsGeneralProtection),
        new(Aspect.ErrorCode, "by mode", GuestAccessClauses.ErrorCodeByMode),
        new(Aspect.Registers, AsBefore, GuestAccessClauses.FaultIsPrecise),
    ];

    private static Effect[] Exit() =>
    [
        new(Aspect.Delivery, "an exit with direction, index and data", ExitClauses.FailureExits),
        new(Aspect.Run, "KVM_RUN returns 0", ExitClauses.FailureExits),
        new(Aspect.Index, "the index of the access", GuestAccessClauses.IndexIsEcx),
        new(Aspect.Registers, AsBefore, ExitClauses.ExitIsPrecise),
        new(Aspect.ExitPending, "the vCPU stands at it", ExitClauses.FailureExits),
    ];
}
