using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MsrSpec.Fuzz.Probes;

/// <summary>
/// What woven code writes to: a counter for each edge of its control flow, and the operands of its comparisons. One
/// thread at a time; an engine reads and clears it between two inputs. Without an engine it is memory that nobody
/// reads.
/// </summary>
public static unsafe class Probe
{
    /// <summary>The most edges that a set of woven assemblies may have.</summary>
    public const int MaxEdges = 1 << 18;

    /// <summary>The most comparisons that a set of woven assemblies may have.</summary>
    public const int MaxSites = 1 << 16;

    /// <summary>How often a comparison reports its operands while one input runs.</summary>
    /// <remarks>Without a limit the comparisons of hot loops would be most of the work.</remarks>
    public const byte ReportsPerInput = 16;

    /// <summary>
    /// One byte for each edge, by its number; the first is at the start of a page. It counts modulo 256.
    /// </summary>
    /// <remarks>Read-only, so that the address is a constant in optimized code.</remarks>
    public static readonly byte* Counters = Allocate(MaxEdges);

    /// <summary>
    /// One byte for each comparison, by its number: how often it still reports. Zero silences it.
    /// </summary>
    public static readonly byte* Gates = Allocate(MaxSites);

    /// <summary>
    /// Takes what a comparison reports: its number, both operands (zero-extended) and their width in bytes, 4 or 8.
    /// Null while no engine listens; then every gate is zero.
    /// </summary>
    public static delegate*<int, ulong, ulong, int, void> Listener;

    /// <summary>A comparison of two 32-bit numbers is about to be made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare4(int left, int right, int site)
    {
        if (Gates[site] != 0)
        {
            Report(site, (uint)left, (uint)right, sizeof(int));
        }
    }

    /// <summary>A comparison of two 64-bit numbers is about to be made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare8(long left, long right, int site)
    {
        if (Gates[site] != 0)
        {
            Report(site, (ulong)left, (ulong)right, sizeof(long));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(int site, ulong left, ulong right, int width)
    {
        Gates[site]--;
        Listener(site, left, right, width);
    }

    /// <summary>Zeroed bytes from the start of a page; those that nobody touches take no memory.</summary>
    private static byte* Allocate(int size)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, (nuint)Environment.SystemPageSize);
        NativeMemory.Clear(memory, (nuint)size);
        return memory;
    }
}
