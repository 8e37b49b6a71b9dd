namespace MsrSpec.Benchmarks.Lookup;

/// <summary>What was measured for one number of ranges and one mix.</summary>
internal sealed record LookupRow(int Ranges, Mix Mix, PeerTimes Throughput, PeerTimes Latency);
