using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>A device in one page, which is where IA32_APIC_BASE says, over RAM or beside it.</summary>
internal sealed class MovingPage(MsrFile msrs) : IMemoryDevice
{
    internal const ulong Enabled = 1UL << 11;

    /// <summary>What each of its bytes reads as.</summary>
    internal const byte Filling = 0xEE;

    private const ulong OffsetBits = GuestMemory.PageSize - 1;
    private const ulong Filled = 0xEEEE_EEEE_EEEE_EEEE;

    /// <summary>What was written to it.</summary>
    internal List<(ulong Address, ulong Value)> Writes { get; } = [];

    public bool Claims(ulong physical) =>
        (msrs.ApicBase & Enabled) != 0 && (physical & ~OffsetBits) == (msrs.ApicBase & ~OffsetBits);

    public ulong Read(ulong physical, int size) =>
        (Claims(physical) ? Filled : ulong.MaxValue) & (ulong.MaxValue >> (64 - (8 * size)));

    public void Write(ulong physical, int size, ulong value) => Writes.Add((physical, value));
}
