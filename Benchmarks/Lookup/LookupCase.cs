using System.Diagnostics;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>One set of ranges and one mix, with every contestant ready to make a pass over the same queries.</summary>
internal sealed class LookupCase : IDisposable
{
    private readonly int _ranges;
    private readonly Mix _mix;
    private readonly NativeScan _scan;
    private readonly Func<ulong>[] _passes;
    private readonly double[] _best;

    internal LookupCase(LookupContest contest, int ranges, Mix mix)
    {
        _ranges = ranges;
        _mix = mix;
        BenchmarkRange[] source = RangeSets.OfSize(ranges);
        Query[] queries = QueryMixes.Draw(mix, source);
        IPublished table = contest.Publish(source);
        _scan = NativeScan.Create(contest, source);
        _passes =
        [
            () => _scan.Throughput(queries),
            () => table.ThroughputCalled(queries),
            () => table.ThroughputInlined(queries),
            () => _scan.Latency(queries, zero: 0),
            () => table.LatencyCalled(queries, zero: 0),
            () => table.LatencyInlined(queries, zero: 0),
        ];
        _best = [.. _passes.Select(_ => double.PositiveInfinity)];
    }

    internal LookupRow Row => new(
        _ranges, _mix, new PeerTimes(_best[0], _best[1], _best[2]), new PeerTimes(_best[3], _best[4], _best[5]));

    public void Dispose()
    {
        _scan.Dispose();
    }

    /// <summary>Each contestant in turn makes an untimed pass, which warms its caches, and a timed one.</summary>
    internal void Round()
    {
        ulong allowed = _passes[0]();
        for (int i = 0; i < _passes.Length; i++)
        {
            ulong untimed = _passes[i]();
            long start = Stopwatch.GetTimestamp();
            ulong timed = _passes[i]();
            double nanoseconds = NanosecondsSince(start) / QueryMixes.Length;
            if (untimed != allowed || timed != allowed)
            {
                throw new UnreachableException($"Contestant {i} of {_ranges} ranges, {_mix}, gave different answers.");
            }

            _best[i] = Math.Min(_best[i], nanoseconds);
        }
    }

    internal void Forget()
    {
        _best.AsSpan().Fill(double.PositiveInfinity);
    }

    /// <summary>In the clock's own resolution, which is finer than a TimeSpan's.</summary>
    private static double NanosecondsSince(long start)
    {
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency);
    }
}
