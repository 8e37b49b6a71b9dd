using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Filter;

/// <summary>A call of <c>KVM_X86_SET_MSR_FILTER</c>: the words that the rows of its struct speak of.</summary>
/// <param name="Caller">How wide the caller's pointers are.</param>
/// <param name="Readable">How many bytes of the struct can be read.</param>
/// <param name="Flags">The flags word.</param>
/// <param name="Slots">The slots that user space has written to; those behind them are zero.</param>
/// <param name="AllocationFails">Whether the next allocation of at least one byte fails.</param>
/// <param name="Readings">The dialect's choices.</param>
public sealed record FilterCall(
    CallerBits Caller,
    int Readable,
    uint Flags,
    ImmutableArray<FilterSlot> Slots,
    bool AllocationFails,
    ReadingSet Readings)
{
    /// <summary>The bytes of the struct.</summary>
    public int Size => FilterLayout.SizeOf(Caller);

    /// <summary>Whether the kernel has this interface.</summary>
    public bool IsKnown => Readings.Interface == Interface.Filter;

    /// <summary>Whether every slot is empty.</summary>
    public bool AllEmpty => Slots.All(slot => slot.Count == 0);

    /// <summary>Whether a slot that user space has written to is empty.</summary>
    public bool HasEmptySlots => Slots.Any(slot => slot.Count == 0);

    /// <summary>Whether what no range covers is denied.</summary>
    public bool Denies => (Flags & FilterLayout.DefaultDeny) != 0;
}
