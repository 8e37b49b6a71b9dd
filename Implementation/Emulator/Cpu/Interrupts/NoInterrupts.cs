namespace MsrSpec.Implementation.Emulator.Cpu.Interrupts;

/// <summary>A core that nothing ever interrupts.</summary>
internal sealed class NoInterrupts : IInterruptSource
{
    /// <summary>The only one that is needed.</summary>
    public static NoInterrupts Instance { get; } = new();

    /// <inheritdoc/>
    public bool HasNonMaskable => false;

    /// <inheritdoc/>
    public bool HasInterrupt(long ticks) => false;

    /// <inheritdoc/>
    public long QuietUntil(long ticks) => long.MaxValue;

    /// <inheritdoc/>
    public void TakeNonMaskable() => throw new InvalidOperationException("No NMI waits.");

    /// <inheritdoc/>
    public byte TakeInterrupt() => throw new InvalidOperationException("No interrupt waits.");
}
