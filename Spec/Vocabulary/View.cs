namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// The abstract state that every machine can show between two commands. Compared at every step, so that silent damage
/// is caught when it happens and not when it hurts.
/// </summary>
/// <param name="SlotsInUse">Ranges stored in the VM.</param>
/// <param name="LockFree">Whether the VM's lock is free.</param>
/// <param name="LiveAllocations">Allocations of the kernel that are not freed; a zero-size one is none.</param>
/// <param name="UserSpaceMsr">Whether failing guest accesses are deflected to user space.</param>
/// <param name="ExitPending">Whether the observed vCPU stands at an MSR exit.</param>
/// <param name="Registers">The observed vCPU's registers.</param>
/// <param name="MsrPresent">Whether the first observed MSR can be read by the host.</param>
/// <param name="MsrValue">Its value, or zero.</param>
/// <param name="Decisions">Two bits for each observed index, lowest first: read allowed, write allowed.</param>
public readonly record struct View(
    int SlotsInUse,
    bool LockFree,
    int LiveAllocations,
    bool UserSpaceMsr,
    bool ExitPending,
    GuestRegisters Registers,
    bool MsrPresent,
    ulong MsrValue,
    ulong Decisions)
{
    /// <summary>The most indices one observation can ask for: two bits each in one word.</summary>
    public const int MaxIndices = 32;

    /// <summary>The parts that the machine could not show. Each holds its default value.</summary>
    public ViewFieldSet Unknown { get; init; }

    /// <summary>
    /// Whether two views show the same. As <c>==</c>, but without copying either, since this runs once for every
    /// command; and a part that is unknown is equal to nothing, not even to itself.
    /// </summary>
    public static bool AreEqual(in View left, in View right) =>
        left.Unknown.Union(right.Unknown).IsEmpty
        && left.Decisions == right.Decisions
        && left.MsrValue == right.MsrValue
        && left.Registers.Rax == right.Registers.Rax
        && left.Registers.Rdx == right.Registers.Rdx
        && left.Registers.Rcx == right.Registers.Rcx
        && left.Registers.RipOffset == right.Registers.RipOffset
        && left.SlotsInUse == right.SlotsInUse
        && left.LiveAllocations == right.LiveAllocations
        && left.LockFree == right.LockFree
        && left.UserSpaceMsr == right.UserSpaceMsr
        && left.ExitPending == right.ExitPending
        && left.MsrPresent == right.MsrPresent;

    /// <summary>The view of a machine that cannot show some parts.</summary>
    public View Hiding(ViewFieldSet fields) => Blank(fields) with { Unknown = Unknown.Union(fields) };

    /// <summary>The view with some parts left out: they are no longer unknown, and the same in every view.</summary>
    public View LeavingOut(ViewFieldSet fields) => Blank(fields) with { Unknown = Unknown.Without(fields) };

    private View Blank(ViewFieldSet fields) => this with
    {
        LockFree = LockFree && !fields.Contains(ViewField.Lock),
        LiveAllocations = fields.Contains(ViewField.Allocations) ? 0 : LiveAllocations,
        SlotsInUse = fields.Contains(ViewField.Slots) ? 0 : SlotsInUse,
        Decisions = fields.Contains(ViewField.Decisions) ? 0 : Decisions,
        Registers = fields.Contains(ViewField.Registers) ? default : Registers,
        MsrPresent = MsrPresent && !fields.Contains(ViewField.Msr),
        MsrValue = fields.Contains(ViewField.Msr) ? 0 : MsrValue,
        ExitPending = ExitPending && !fields.Contains(ViewField.ExitPending),
        UserSpaceMsr = UserSpaceMsr && !fields.Contains(ViewField.UserSpaceMsr),
    };
}
