namespace MsrSpec.Implementation.Emulator.Cpu.Interrupts;

/// <summary>Where interrupts come from: a local APIC, or nothing.</summary>
public interface IInterruptSource
{
    /// <summary>Whether an NMI waits; asking does not take it.</summary>
    bool HasNonMaskable { get; }

    /// <summary>Whether a maskable interrupt waits whose priority lets it through; asking does not take it.</summary>
    /// <param name="ticks">The time, in ticks of the core.</param>
    bool HasInterrupt(long ticks);

    /// <summary>The first time at which an interrupt may come that only time brings.</summary>
    /// <param name="ticks">The time that it is.</param>
    long QuietUntil(long ticks);

    /// <summary>Takes the NMI that waits.</summary>
    void TakeNonMaskable();

    /// <summary>Takes the interrupt of the highest priority and returns its vector.</summary>
    byte TakeInterrupt();
}
