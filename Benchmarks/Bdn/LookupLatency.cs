using BenchmarkDotNet.Attributes;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Bdn;

/// <summary>Lookups of which each depends on the one before.</summary>
public class LookupLatency : LookupBenchmark
{
    [Benchmark(Baseline = true, OperationsPerInvoke = QueryMixes.Length)]
    public ulong LinearScanInC()
    {
        return Scan!.Latency(Queries, zero: 0);
    }

    [Benchmark(OperationsPerInvoke = QueryMixes.Length)]
    public ulong TableCalled()
    {
        return Table.LatencyCalled(Queries, zero: 0);
    }

    [Benchmark(OperationsPerInvoke = QueryMixes.Length)]
    public ulong TableInlined()
    {
        return Table.LatencyInlined(Queries, zero: 0);
    }
}
