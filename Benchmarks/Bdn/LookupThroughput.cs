using BenchmarkDotNet.Attributes;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Bdn;

/// <summary>Independent lookups.</summary>
public class LookupThroughput : LookupBenchmark
{
    [Benchmark(Baseline = true, OperationsPerInvoke = QueryMixes.Length)]
    public ulong LinearScanInC()
    {
        return Scan!.Throughput(Queries);
    }

    [Benchmark(OperationsPerInvoke = QueryMixes.Length)]
    public ulong TableCalled()
    {
        return Table.ThroughputCalled(Queries);
    }

    [Benchmark(OperationsPerInvoke = QueryMixes.Length)]
    public ulong TableInlined()
    {
        return Table.ThroughputInlined(Queries);
    }
}
