using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Platform.Apic;
using MsrSpec.Implementation.Emulator.Platform.Devices;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>
/// What interrupts the core: its local APIC, and through that the two 8259, whose interrupts have no priority there and
/// come first.
/// </summary>
/// <param name="apic">The local APIC.</param>
/// <param name="pics">The two 8259.</param>
internal sealed class InterruptInputs(LocalApic apic, PicPair pics) : IInterruptSource
{
    /// <inheritdoc/>
    public bool HasNonMaskable => apic.HasNonMaskable;

    private bool HasExternal => pics.HasRequest && apic.PassesExternal;

    /// <inheritdoc/>
    public bool HasInterrupt(long ticks) => apic.HasInterrupt(ticks) || HasExternal;

    /// <inheritdoc/>
    public long QuietUntil(long ticks) => apic.QuietUntil(ticks);

    /// <inheritdoc/>
    public void TakeNonMaskable() => apic.TakeNonMaskable();

    /// <inheritdoc/>
    public byte TakeInterrupt() => HasExternal ? pics.Acknowledge() : apic.TakeInterrupt();
}
