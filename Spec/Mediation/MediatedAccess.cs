using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Mediation;

/// <summary>An access before the list is asked: the words that the rows of its tables speak of.</summary>
/// <param name="Index">The MSR index.</param>
/// <param name="Type">The direction: exactly one.</param>
/// <param name="Allowed">What the list or the filter says of it.</param>
public sealed record MediatedAccess(uint Index, AccessFlags Type, bool Allowed)
{
    /// <summary>What a write writes.</summary>
    public ulong Value { get; init; }

    /// <summary>Whether the vCPU's APIC is in x2APIC mode.</summary>
    public bool InX2ApicMode { get; init; }

    /// <summary>Whether the hardware carries such accesses out, unless it is told to intercept them.</summary>
    public bool PassesThrough => (PassedThroughMsrs.Of(Index) & Type) != 0;

    /// <summary>Whether it is a write that the kernel does on a fast path, right behind the exit.</summary>
    public bool OnTheFastPath => Index == Msr.TscDeadline && Type == AccessFlags.Write;

    /// <summary>Whether it is a write of the x2APIC's interrupt command that the kernel does there too.</summary>
    public bool IsFastInterrupt =>
        Index == Msr.X2ApicIcr && Type == AccessFlags.Write && InX2ApicMode && new InterruptCommand(Value).IsFast;
}
