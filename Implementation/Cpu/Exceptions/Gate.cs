namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>An entry of the IDT outside of real mode.</summary>
/// <param name="Low">Its first eight bytes, or all of them.</param>
/// <param name="High">The eight bytes that follow in long mode.</param>
internal readonly record struct Gate(ulong Low, ulong High)
{
    private const int InterruptType = 0xE;
    private const int TrapType = 0xF;
    private const ulong PresentBit = 1UL << 47;
    private const int TypeShift = 40;

    /// <summary>Builds a present 32-bit or 64-bit interrupt gate.</summary>
    internal static Gate CreateInterrupt(ushort selector, ulong offset, int privilegeLevel) => new(
        (offset & 0xFFFF)
            | ((ulong)selector << 16)
            | ((ulong)InterruptType << TypeShift)
            | ((ulong)privilegeLevel << 45)
            | PresentBit
            | (((offset >> 16) & 0xFFFF) << 48),
        offset >> 32);

    internal ushort Selector => (ushort)(Low >> 16);

    /// <summary>The handler's address, of which a 32-bit gate holds the low half.</summary>
    internal ulong Offset => (Low & 0xFFFF) | ((Low >> 32) & 0xFFFF_0000) | (High << 32);

    internal int PrivilegeLevel => (int)(Low >> 45) & 3;

    internal bool IsPresent => (Low & PresentBit) != 0;

    /// <summary>The interrupt stack of long mode, or zero.</summary>
    internal int StackIndex => (int)(Low >> 32) & 7;

    /// <summary>The type with the S bit above it.</summary>
    internal int Type => (int)(Low >> TypeShift) & 0x1F;

    internal bool IsInterrupt => Type == InterruptType;

    internal bool IsInterruptOrTrap => Type is InterruptType or TrapType;

    /// <summary>Whether this is a gate to a task or to 16-bit code, which the core lacks.</summary>
    internal bool IsOldGate => Type is 0x5 or 0x6 or 0x7;
}
