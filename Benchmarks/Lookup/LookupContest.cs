using System.Runtime.InteropServices;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>What is looked up, in our table and by a scan in C.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Scan">The library with the scan.</param>
/// <param name="Prefix">What the functions of the scan begin with.</param>
/// <param name="Sizes">The numbers of ranges that are timed.</param>
/// <param name="MostRanges">The most ranges there can be.</param>
/// <param name="MayOverlap">Whether ranges may share an index and a direction.</param>
/// <param name="Publish">Makes the table.</param>
internal sealed record LookupContest(
    string Name, NativePeer Scan, string Prefix, IReadOnlyList<int> Sizes, int MostRanges, bool MayOverlap,
    Func<IReadOnlyList<BenchmarkRange>, IPublished> Publish)
{
    /// <summary>The allowlist, and the scan of the posted patch.</summary>
    public static LookupContest Allowlist { get; } = new(
        "allowlist", new NativePeer("linear_scan.so"), "linear", [1, 5, 10], AllowlistLayout.Slots, MayOverlap: false,
        ranges => new PublishedTable<AllowlistReader>(new AllowlistReader(BenchmarkRange.Table(ranges))));

    /// <summary>The filter that denies by default, and the scan of Linux.</summary>
    public static LookupContest Filter { get; } = new(
        "filter", new NativePeer("filter_scan.so"), "filter", [1, 8, 16], FilterLayout.Slots, MayOverlap: true,
        ranges => new PublishedTable<FilterReader>(new FilterReader(FilterOf(ranges))));

    private static DecisionTable FilterOf(IReadOnlyList<BenchmarkRange> ranges)
    {
        VmKernel kernel = new();
        List<FilterRange> copied = [];
        foreach (BenchmarkRange range in ranges)
        {
            KernelPointer bitmap = kernel.Heap.Allocate(range.Bits.Length * sizeof(ulong));
            MemoryMarshal.AsBytes(range.Bits.AsSpan()).CopyTo(kernel.Heap.Bytes(bitmap));
            copied.Add(new FilterRange(range.Flags, range.Base, range.Count, bitmap));
        }

        return FilterTable.Of(
            new DecodedFilter(KernelPointer.Null, DefaultAllows: false, copied), kernel.Heap, FilterVersion.Linux61);
    }
}
