using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Interrupts that a test has waiting, from a time on.</summary>
internal sealed class ScriptedInterrupts : IInterruptSource
{
    internal byte? Waiting { get; set; }

    internal long From { get; set; }

    public bool HasNonMaskable { get; set; }

    public bool HasInterrupt(long ticks) => Waiting is not null && ticks >= From;

    public long QuietUntil(long ticks) => ticks < From ? From : long.MaxValue;

    public void TakeNonMaskable() => HasNonMaskable = false;

    public byte TakeInterrupt()
    {
        byte vector = Waiting!.Value;
        Waiting = null;
        return vector;
    }
}
