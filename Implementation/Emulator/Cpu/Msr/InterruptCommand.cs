namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>What is written to the interrupt command register of an x2APIC (Intel SDM volume 3, its figure).</summary>
internal static class InterruptCommand
{
    private const ulong Busy = 1UL << 12;

    /// <summary>Vector, busy, level and trigger; and the destination: all that a simple command may set.</summary>
    private const ulong Simple = 0xFFFF_FFFF_0000_D0FF;

    private const uint Everyone = 0xFFFF_FFFF;

    /// <summary>What the register holds once a command is delivered.</summary>
    internal static ulong Done(ulong value) => value & ~Busy;

    /// <summary>Whether a command is an interrupt for one processor, which its number names.</summary>
    internal static bool IsForOne(ulong value) => (value & ~Simple) == 0 && (uint)(value >> 32) != Everyone;
}
