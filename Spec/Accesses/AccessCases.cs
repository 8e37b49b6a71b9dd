using MsrSpec.Spec.Chapters;

namespace MsrSpec.Spec.Accesses;

/// <summary>What a guest access leaves that does not fail at the list or at the register, or that retires.</summary>
public static class AccessCases
{
    private const string AsBefore = "as before, RIP at the instruction";
    private const string Unchanged = "as before";

    /// <summary>#UD because of a LOCK prefix, and nothing else.</summary>
    public static Case LockPrefix { get; } = new("LOCK prefix",
        new Effect(Aspect.Registers, AsBefore, GuestAccessClauses.FaultIsPrecise),
        new Effect(Aspect.ErrorCode, "none", GuestAccessClauses.ErrorCodeByMode),
        new Effect(Aspect.Msr, Unchanged, GuestAccessClauses.OnlyWritesChange));

    /// <summary>#UD because there is no such instruction, and nothing else.</summary>
    public static Case Undefined { get; } = new("no such instruction",
        new Effect(Aspect.Registers, AsBefore, GuestAccessClauses.FaultIsPrecise),
        new Effect(Aspect.ErrorCode, "none", GuestAccessClauses.ErrorCodeByMode),
        new Effect(Aspect.Msr, Unchanged, GuestAccessClauses.OnlyWritesChange));

    /// <summary>#GP(0) because of the CPL, and nothing else.</summary>
    public static Case Unprivileged { get; } = new("unprivileged",
        new Effect(Aspect.Registers, AsBefore, GuestAccessClauses.FaultIsPrecise),
        new Effect(Aspect.ErrorCode, "0", GuestAccessClauses.ErrorCodeByMode),
        new Effect(Aspect.Msr, Unchanged, GuestAccessClauses.OnlyWritesChange));

    /// <summary>The list denies the access.</summary>
    public static Case Denied { get; } = new("denied");

    /// <summary>The register does not take the access.</summary>
    public static Case Failed { get; } = new("failed");

    /// <summary>The kernel itself fails at a write that the register would take.</summary>
    public static Case KernelError { get; } = new("kernel error");

    /// <summary>A read in immediate form retires; no MSR changes.</summary>
    public static Case ImmediateReadRetires { get; } = new("immediate read retires",
        new Effect(
            Aspect.Registers, "the one register loaded, RIP behind the instruction",
            GuestAccessClauses.ImmediateLoadsRegister),
        new Effect(Aspect.Msr, Unchanged, GuestAccessClauses.OnlyWritesChange));

    /// <summary>A read retires; no MSR changes.</summary>
    public static Case ReadRetires { get; } = new("read retires",
        new Effect(Aspect.Registers, "EDX:EAX loaded, RIP behind the instruction", GuestAccessClauses.ReadLoadsEdxEax),
        new Effect(Aspect.Msr, Unchanged, GuestAccessClauses.OnlyWritesChange));

    /// <summary>A write retires; no register but RIP changes.</summary>
    public static Case WriteRetires { get; } = new("write retires",
        new Effect(Aspect.Registers, "RIP behind the instruction", GuestAccessClauses.WriteStores),
        new Effect(Aspect.Msr, "what its rule stores", GuestAccessClauses.WriteStores),
        new Effect(Aspect.ModeBits, "of EFER: LME as written, LMA as before", GuestAccessClauses.EferInterlock),
        new Effect(Aspect.Time, "as written", GuestAccessClauses.WriteStores));

    /// <summary>Every case, in the order of the rows.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        LockPrefix, Undefined, Unprivileged, Denied, Failed, KernelError, ImmediateReadRetires, ReadRetires,
        WriteRetires,
    ];
}
