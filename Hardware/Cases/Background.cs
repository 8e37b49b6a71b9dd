using System.Runtime.InteropServices;

namespace MsrSpec.Hardware.Cases;

/// <summary>
/// What registers, flags and memory hold before the needs of an instruction change some of it. It follows from a seed
/// alone, and the vector files store only the seed, so it must not change within a version of their format.
/// </summary>
internal static class Background
{
    /// <summary>The flags that a case may start with: the arithmetic ones and DF.</summary>
    public const ulong RandomFlags = 0xCD5;

    /// <summary>Bit 1, and IF, which user code cannot clear.</summary>
    public const ulong FixedFlags = 0x202;

    private const int EdgeCount = 32;

    private static readonly ulong[] Edges = new ulong[EdgeCount]
    {
        0, 1, 2, 0xF, 0x10, 0x7F, 0x80, 0xFF,
        0x100, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
        0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue,
        ulong.MaxValue - 1, 0xFFFF_FFFF_8000_0000, 0xFFFF_FFFF_7FFF_FFFF, 0xFFFF_FFFF_FFFF_8000,
        0xFFFF_FFFF_FFFF_FF80, 0xFFFF_FFFF_FFFF_FF7F, 0x5555_5555_5555_5555, 0xAAAA_AAAA_AAAA_AAAA,
        0x7F7F_7F7F_7F7F_7F7F, 0x8080_8080_8080_8080, 0x0F0F_0F0F_0F0F_0F0F, 0xFFFF_FFFF_0000_0000,
    };

    /// <summary>Fills a context.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="bits">The width of the code; outside of 64-bit code registers have 32 bits.</param>
    /// <param name="context">What is filled.</param>
    public static void Fill(ulong seed, int bits, ref CaseContext context)
    {
        var random = new CaseRandom(seed);
        ulong mask = bits == 64 ? ulong.MaxValue : uint.MaxValue;
        for (int register = 0; register < RegisterWords.Count; register++)
        {
            bool exists = bits == 64 || register < RegisterWords.Count / 2;
            context.Registers[register] = exists ? Value(ref random) & mask : 0;
        }

        context.Flags = (random.Next() & RandomFlags) | FixedFlags;
        context.Landing = 0;
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>((Span<byte>)context.Window))
        {
            word = Value(ref random);
        }
    }

    /// <summary>One operand: any value, an edge, a single bit, or a small number of either sign.</summary>
    /// <param name="random">Where it comes from.</param>
    public static ulong Value(ref CaseRandom random)
    {
        // Selections rather than branches, which nothing could predict: this is most of what a case costs.
        ulong word = random.Next();
        int pick = (int)(word >> 58);
        int kind = (int)word & 7;
        ulong edge = Edges[pick % EdgeCount];
        ulong value = word ^ ulong.RotateRight(word, 29);
        value = kind == 4 ? (ulong)((long)word >> pick) : value;
        value = kind == 3 ? 1UL << pick : value;
        return kind < 3 ? edge : value;
    }
}
