using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>An entry of the IDT outside of real mode.</summary>
/// <param name="Low">Its first eight bytes, or all of them.</param>
/// <param name="High">The eight bytes that follow in long mode.</param>
public readonly record struct Gate(ulong Low, ulong High)
{
    private const int InterruptType16 = 0x6;
    private const int TrapType16 = 0x7;
    private const int InterruptType = 0xE;
    private const int TrapType = 0xF;
    private const ulong PresentBit = 1UL << 47;
    private const int TypeShift = 40;

    /// <summary>Builds a present 32-bit or 64-bit interrupt gate.</summary>
    /// <param name="selector">The code segment of the handler.</param>
    /// <param name="offset">The address of the handler in it.</param>
    /// <param name="privilegeLevel">The outermost ring that may raise it by an instruction.</param>
    public static Gate CreateInterrupt(ushort selector, ulong offset, int privilegeLevel) => new(
        (offset & 0xFFFF)
            | ((ulong)selector << 16)
            | ((ulong)InterruptType << TypeShift)
            | ((ulong)privilegeLevel << 45)
            | PresentBit
            | (((offset >> 16) & 0xFFFF) << 48),
        offset >> 32);

    internal ushort Selector => (ushort)(Low >> 16);

    /// <summary>The handler's address: 32 bits in a gate of eight bytes, and 16 in one of the 286.</summary>
    internal ulong Offset => (Low & 0xFFFF) | (Is16Bit ? 0 : ((Low >> 32) & 0xFFFF_0000) | (High << 32));

    internal int PrivilegeLevel => (int)(Low >> 45) & 3;

    internal bool IsPresent => (Low & PresentBit) != 0;

    /// <summary>The interrupt stack of long mode, or zero.</summary>
    internal int StackIndex => (int)(Low >> 32) & 7;

    /// <summary>The type with the S bit above it.</summary>
    internal int Type => (int)(Low >> TypeShift) & 0x1F;

    /// <summary>Whether the handler starts with interrupts off.</summary>
    internal bool IsInterrupt => Type is InterruptType or InterruptType16;

    /// <summary>Whether the frame has 16-bit words, as the 286 wrote them.</summary>
    internal bool Is16Bit => Type is InterruptType16 or TrapType16;

    internal bool IsTask => Type == SystemType.TaskGate;

    /// <summary>Whether a mode delivers through gates of this type; long mode has given up the older ones.</summary>
    internal bool IsUsable(bool isLong) => Type is InterruptType or TrapType || (!isLong && (Is16Bit || IsTask));
}
