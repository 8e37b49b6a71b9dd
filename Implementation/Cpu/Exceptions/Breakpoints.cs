namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>What DR0 to DR3 and DR7 say.</summary>
internal static class Breakpoints
{
    private const int Count = 4;
    private const ulong EnableBits = 0xFF;
    private const int ConditionShift = 16;
    private const int ConditionBits = 4;
    private const uint KindMask = 3;
    private const uint ExecuteKind = 0;

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

    private static bool IsEnabled(in DebugRegisters debug, int number) =>
        ((debug[DebugRegisters.Control] >> (2 * number)) & 3) != 0;

    private static uint KindOf(in DebugRegisters debug, int number) =>
        (uint)(debug[DebugRegisters.Control] >> (ConditionShift + (ConditionBits * number))) & KindMask;
}
