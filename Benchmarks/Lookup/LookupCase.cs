using System.Diagnostics;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>One set of ranges and one mix, with every contestant ready to make a pass over the same queries.</summary>
internal sealed class LookupCase : IDisposable
{
    private readonly int ranges;
    private readonly Mix mix;
    private readonly NativeScan scan;
    private readonly Func<ulong>[] passes;
    private readonly double[] best;

    internal LookupCase(int ranges, Mix mix)
    {
        this.ranges = ranges;
        this.mix = mix;
        BenchmarkRange[] source = RangeSets.OfSize(ranges);
        Query[] queries = QueryMixes.Draw(mix, source);
        PublishedTable table = new(BenchmarkRange.Table(source));
        scan = NativeScan.Create(source);
        passes =
        [
            () => scan.Throughput(queries),
            () => table.ThroughputCalled(queries),
            () => table.ThroughputInlined(queries),
            () => scan.Latency(queries, zero: 0),
            () => table.LatencyCalled(queries, zero: 0),
            () => table.LatencyInlined(queries, zero: 0),
        ];
        best = [.. passes.Select(_ => double.PositiveInfinity)];
    }

    internal LookupRow Row => new(
        ranges, mix, new PeerTimes(best[0], best[1], best[2]), new PeerTimes(best[3], best[4], best[5]));

    public void Dispose()
    {
        scan.Dispose();
    }

    /// <summary>Each contestant in turn makes an untimed pass, which warms its caches, and a timed one.</summary>
    internal void Round()
    {
        ulong allowed = passes[0]();
        for (int i = 0; i < passes.Length; i++)
        {
            ulong untimed = passes[i]();
            long start = Stopwatch.GetTimestamp();
            ulong timed = passes[i]();
            double nanoseconds = NanosecondsSince(start) / QueryMixes.Length;
            if (untimed != allowed || timed != allowed)
            {
                throw new UnreachableException($"Contestant {i} of {ranges} ranges, {mix}, gave different answers.");
            }

            best[i] = Math.Min(best[i], nanoseconds);
        }
    }

    internal void Forget()
    {
        best.AsSpan().Fill(double.PositiveInfinity);
    }

    /// <summary>In the clock's own resolution, which is finer than a TimeSpan's.</summary>
    private static double NanosecondsSince(long start)
    {
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency);
    }
}
