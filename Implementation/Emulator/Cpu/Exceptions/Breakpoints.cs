using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>What DR0 to DR3 and DR7 say.</summary>
internal static class Breakpoints
{
    private const int Count = 4;
    private const ulong EnableBits = 0xFF;
    private const int ConditionShift = 16;
    private const int ConditionBits = 4;
    private const uint KindMask = 3;
    private const uint ExecuteKind = 0;
    private const uint WriteKind = 1;
    private const uint PortKind = 2;
    private const uint ReadWriteKind = 3;
    private const int LengthShift = 18;

    /// <summary>Whether any breakpoint is enabled.</summary>
    internal static bool AreEnabled(in DebugRegisters debug) => (debug[DebugRegisters.Control] & EnableBits) != 0;

    /// <summary>The breakpoints, as the low bits of DR6, that the execution of an instruction hits.</summary>
    internal static uint HitsOfInstruction(in DebugRegisters debug, ulong linear)
    {
        uint hits = 0;
        for (int n = 0; n < Count && AreEnabled(in debug); n++)
        {
            bool isHit = IsEnabled(in debug, n) && KindOf(in debug, n) == ExecuteKind && debug[n] == linear;
            hits |= isHit ? 1u << n : 0;
        }

        return hits;
    }

    /// <summary>The breakpoints, as the low bits of DR6, that an access to ports hits.</summary>
    internal static uint HitsOfPorts(in DebugRegisters debug, ushort port, int size)
    {
        uint hits = 0;
        for (int n = 0; n < Count; n++)
        {
            DataWatch ports = RangeOf(in debug, n);
            bool isHit = IsEnabled(in debug, n) && KindOf(in debug, n) == PortKind
                && ports.IsHit(port, size, AccessKind.Read);
            hits |= isHit ? 1u << n : 0;
        }

        return hits;
    }

    /// <summary>Makes memory watch what the breakpoints on data name.</summary>
    internal static void Watch(in DebugRegisters debug, LinearMemory memory)
    {
        if (!AreEnabled(in debug) && !memory.Watches.AreActive)
        {
            return;
        }

        Span<DataWatch> watches = stackalloc DataWatch[Count];
        for (int n = 0; n < Count; n++)
        {
            bool isOnData = IsEnabled(in debug, n) && KindOf(in debug, n) is WriteKind or ReadWriteKind;
            watches[n] = isOnData ? RangeOf(in debug, n) : default;
        }

        memory.Watch(watches);
    }

    /// <summary>The range that a breakpoint names: as long as LEN says, and aligned to that.</summary>
    private static DataWatch RangeOf(in DebugRegisters debug, int number)
    {
        int length = (debug[DebugRegisters.Control] >> (LengthShift + (ConditionBits * number)) & KindMask) switch
        {
            0 => 1,
            1 => 2,
            2 => 8,
            _ => 4,
        };
        return new DataWatch(debug[number] & ~(ulong)(length - 1), length, KindOf(in debug, number) != WriteKind);
    }

    private static bool IsEnabled(in DebugRegisters debug, int number) =>
        ((debug[DebugRegisters.Control] >> (2 * number)) & 3) != 0;

    private static uint KindOf(in DebugRegisters debug, int number) =>
        (uint)(debug[DebugRegisters.Control] >> (ConditionShift + (ConditionBits * number))) & KindMask;
}
