namespace MsrSpec.Benchmarks.Lookup;

/// <summary>A published snapshot, and the loops over queries that the C peer has.</summary>
internal interface IPublished
{
    /// <summary>One answer.</summary>
    bool Answer(Query query);

    /// <summary>Independent lookups, a call each; how many were allowed.</summary>
    ulong ThroughputCalled(ReadOnlySpan<Query> queries);

    /// <summary>Independent lookups without a call; how many were allowed.</summary>
    ulong ThroughputInlined(ReadOnlySpan<Query> queries);

    /// <summary>Lookups of which each depends on the one before, a call each; how many were allowed.</summary>
    ulong LatencyCalled(ReadOnlySpan<Query> queries, uint zero);

    /// <summary>Lookups of which each depends on the one before, without a call; how many were allowed.</summary>
    ulong LatencyInlined(ReadOnlySpan<Query> queries, uint zero);
}
