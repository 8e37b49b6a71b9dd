namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>The memory types that the page attribute table and the MTRRs may name.</summary>
internal static class MemoryTypes
{
    // A set of types as bits: type n is bit n. UC 0, WC 1, WT 4, WP 5, WB 6, and UC- 7 in the PAT alone.
    private const uint MtrrSet = 0b0111_0011;
    private const uint PatSet = 0b1111_0011;

    internal static bool IsMtrr(byte type) => IsIn(MtrrSet, type);

    internal static bool AreAllMtrr(ulong types) => AreAllIn(MtrrSet, types);

    internal static bool AreAllPat(ulong types) => AreAllIn(PatSet, types);

    private static bool IsIn(uint set, byte type) => type < 8 && ((set >> type) & 1) != 0;

    private static bool AreAllIn(uint set, ulong types)
    {
        for (; types != 0; types >>= 8)
        {
            if (!IsIn(set, (byte)types))
            {
                return false;
            }
        }

        // What is left are zero bytes, uncacheable, which both sets hold.
        return true;
    }
}
