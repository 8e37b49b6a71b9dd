namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>What a local APIC holds. The upper half of the task priority is CR8, which the core holds.</summary>
public struct LocalApicState
{
    /// <summary>The low four bits of the task priority.</summary>
    public byte TaskSubpriority;

    /// <summary>The logical destination (LDR).</summary>
    public uint LogicalDestination;

    /// <summary>The destination format (DFR).</summary>
    public uint DestinationFormat;

    /// <summary>The spurious vector, and whether the APIC is enabled by software.</summary>
    public uint SpuriousVector;

    /// <summary>The errors since the last write to the error status.</summary>
    public uint NewErrors;

    /// <summary>The errors that a read shows.</summary>
    public uint ShownErrors;

    /// <summary>The interrupt command (ICR), both halves.</summary>
    public ulong Command;

    /// <summary>The local vector table.</summary>
    public LocalVectorTable LocalVectors;

    /// <summary>Interrupts that are being handled (ISR).</summary>
    public VectorSet InService;

    /// <summary>Interrupts that wait (IRR).</summary>
    public VectorSet Requested;

    /// <summary>Whether an NMI waits.</summary>
    public bool HasNonMaskable;

    /// <summary>What the timer starts from.</summary>
    public uint InitialCount;

    /// <summary>The divide configuration.</summary>
    public uint Divide;

    /// <summary>The tick at which the timer fires, or <see cref="ApicTimer.Never"/>.</summary>
    public long Expiry;

    /// <summary>The time stamp that the timer waits for, or zero.</summary>
    public ulong Deadline;

    /// <summary>The mode that the base register had when the APIC last looked.</summary>
    public ulong SeenBase;
}
