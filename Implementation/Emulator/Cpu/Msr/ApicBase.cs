using MsrSpec.Implementation.Emulator.Cpu.Features;

namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>
/// IA32_APIC_BASE: the modes of the APIC, and the ways between them (Intel SDM volume 3, x2APIC state
/// transitions).
/// </summary>
internal static class ApicBase
{
    internal const ulong BootProcessor = 1UL << 8;
    internal const ulong Extended = 1UL << 10;
    internal const ulong Enabled = 1UL << 11;

    private const ulong ModeBits = Enabled | Extended;
    private const ulong PageBits = ~0xFFFUL & ~CpuModel.ReservedAddressBits;

    internal static bool IsX2Apic(ulong value) => (value & ModeBits) == ModeBits;

    /// <summary>
    /// Whether a guest may write a value. x2APIC mode is entered from xAPIC mode only, and left only by disabling;
    /// the host goes where it likes, as long as the place exists.
    /// </summary>
    internal static bool Takes(CpuModel model, ulong old, ulong value, bool host)
    {
        ulong known = PageBits | BootProcessor | Enabled | (model.Has(CpuFeatures.X2Apic) ? Extended : 0);
        bool exists = (value & ~known) == 0 && (value & ModeBits) != Extended;
        bool isStep = (old & ModeBits, value & ModeBits) switch
        {
            (0, ModeBits) => false,
            (ModeBits, Enabled) => false,
            _ => true,
        };
        return exists && (host || isStep);
    }
}
