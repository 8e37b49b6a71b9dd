namespace MsrSpec.Spec.Abi;

/// <summary>A value of the x2APIC's interrupt command register (<c>asm/apicdef.h</c>).</summary>
/// <param name="Value">The value.</param>
public readonly record struct InterruptCommand(ulong Value)
{
    /// <summary>Every bit but the reserved ones: 13, 17:16 and 31:20 (<c>X2APIC_ICR_RESERVED_BITS</c>).</summary>
    public const ulong Known = ~0xFFF3_2000UL;

    /// <summary>Whether it is delivered: it is busy no longer once a write is done (<c>APIC_ICR_BUSY</c>).</summary>
    public const ulong Busy = 1 << 12;

    private const ulong DeliveryMode = 0x700;
    private const ulong LogicalDestination = 1 << 11;
    private const ulong Shorthand = 0xC0000;
    private const uint Broadcast = uint.MaxValue;

    /// <summary>
    /// Whether it is a fixed interrupt for one processor, named by its physical id: what the fast path of the kernel
    /// delivers (<c>handle_fastpath_set_x2apic_icr_irqoff</c>).
    /// </summary>
    public bool IsFast =>
        (Value & (~Known | DeliveryMode | LogicalDestination | Shorthand)) == 0 && (uint)(Value >> 32) != Broadcast;
}
