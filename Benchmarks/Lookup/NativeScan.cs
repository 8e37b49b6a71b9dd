using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>The C peer: loads what <c>native/build</c> built, and holds its copy of one set of ranges.</summary>
internal sealed unsafe class NativeScan : IDisposable
{
    private readonly delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, byte*, void> _answers;
    private readonly delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, ulong> _throughput;
    private readonly delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, uint, ulong> _latency;
    private readonly NativeRanges _ranges;

    private NativeScan(nint library, string prefix, BenchmarkRange[] source)
    {
        _answers = (delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, byte*, void>)
            NativeLibrary.GetExport(library, $"{prefix}_answers");
        _throughput = (delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, ulong>)
            NativeLibrary.GetExport(library, $"{prefix}_throughput");
        _latency = (delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, uint, ulong>)
            NativeLibrary.GetExport(library, $"{prefix}_latency");
        _ranges = new NativeRanges(source);
    }

    /// <summary>What is missing, or null when the C peer can be used.</summary>
    public static string? WhyMissing(LookupContest contest) => contest.Scan.WhyMissing();

    /// <summary>Gives the C peer the ranges, which end below 2^32.</summary>
    /// <exception cref="InvalidOperationException">The C peer is missing.</exception>
    public static NativeScan Create(LookupContest contest, BenchmarkRange[] source)
    {
        return new NativeScan(contest.Scan.Load(), contest.Prefix, source);
    }

    /// <summary>One answer a query, 0 or 1.</summary>
    public void Answer(ReadOnlySpan<Query> queries, Span<byte> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, queries.Length);
        fixed (Query* first = queries)
        fixed (byte* firstResult = result)
        {
            _answers(_ranges.First, _ranges.Count, first, (ulong)queries.Length, firstResult);
        }
    }

    /// <summary>Independent lookups, looped over in C; how many were allowed.</summary>
    public ulong Throughput(ReadOnlySpan<Query> queries)
    {
        fixed (Query* first = queries)
        {
            return _throughput(_ranges.First, _ranges.Count, first, (ulong)queries.Length);
        }
    }

    /// <summary>Lookups of which each depends on the one before, looped over in C; how many were allowed.</summary>
    public ulong Latency(ReadOnlySpan<Query> queries, uint zero)
    {
        fixed (Query* first = queries)
        {
            return _latency(_ranges.First, _ranges.Count, first, (ulong)queries.Length, zero);
        }
    }

    public void Dispose()
    {
        _ranges.Dispose();
    }
}
