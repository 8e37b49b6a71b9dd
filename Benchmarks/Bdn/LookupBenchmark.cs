using BenchmarkDotNet.Attributes;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Bdn;

/// <summary>The set-up that the lookup benchmarks share: the ranges, the queries and the C peer.</summary>
public abstract class LookupBenchmark
{
    protected LookupBenchmark()
    {
        Table = LookupContest.Allowlist.Publish([]);
    }

    [Params(1, 5, 10)]
    public int Ranges { get; set; }

    [ParamsAllValues]
    public Mix Mix { get; set; }

    private protected Query[] Queries { get; private set; } = [];

    private protected IPublished Table { get; private set; }

    private protected NativeScan? Scan { get; private set; }

    [GlobalSetup]
    public void SetUp()
    {
        BenchmarkRange[] ranges = RangeSets.OfSize(Ranges);
        Queries = QueryMixes.Draw(Mix, ranges);
        Table = LookupContest.Allowlist.Publish(ranges);
        Scan = NativeScan.Create(LookupContest.Allowlist, ranges);
        if (Scan.Throughput(Queries) != Table.ThroughputInlined(Queries))
        {
            throw new InvalidOperationException("The peers answer differently, so their times mean nothing.");
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        Scan?.Dispose();
    }
}
