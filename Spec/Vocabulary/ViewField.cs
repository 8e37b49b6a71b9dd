namespace MsrSpec.Spec.Vocabulary;

/// <summary>The parts of a <see cref="View"/>, in the order in which a difference is looked for.</summary>
public enum ViewField
{
    /// <summary><see cref="View.LockFree"/>.</summary>
    Lock,

    /// <summary><see cref="View.LiveAllocations"/>.</summary>
    Allocations,

    /// <summary><see cref="View.SlotsInUse"/>.</summary>
    Slots,

    /// <summary><see cref="View.Decisions"/>.</summary>
    Decisions,

    /// <summary><see cref="View.Registers"/>.</summary>
    Registers,

    /// <summary><see cref="View.MsrPresent"/> and <see cref="View.MsrValue"/>.</summary>
    Msr,

    /// <summary><see cref="View.ExitPending"/>.</summary>
    ExitPending,

    /// <summary><see cref="View.UserSpaceMsr"/>.</summary>
    UserSpaceMsr,
}
