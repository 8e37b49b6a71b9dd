using System.Runtime.CompilerServices;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>
/// A published snapshot and the same loops over queries that the C peer has. Each lookup loads the snapshot anew, as a
/// vCPU does. "Called" crosses a call for each lookup, as the C peer does; "inlined" does not. The loops themselves
/// are never inlined: a caller that shows the compiler what <c>zero</c> is would break the dependent chain.
/// </summary>
/// <typeparam name="TTable">The snapshot.</typeparam>
/// <typeparam name="TReader">How it is asked.</typeparam>
/// <param name="table">The snapshot.</param>
internal sealed class PublishedTable<TTable, TReader>(TTable table) : IPublished
    where TTable : class
    where TReader : struct, ITableReader<TTable>
{
    private volatile TTable _current = table;

    public bool Answer(Query query)
    {
        return TReader.Allows(_current, query.Index, query.Type);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong ThroughputCalled(ReadOnlySpan<Query> queries)
    {
        ulong allowed = 0;
        foreach (ref readonly Query query in queries)
        {
            allowed += Called(query.Index, query.Type) ? 1U : 0U;
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong ThroughputInlined(ReadOnlySpan<Query> queries)
    {
        ulong allowed = 0;
        foreach (ref readonly Query query in queries)
        {
            allowed += TReader.Allows(_current, query.Index, query.Type) ? 1U : 0U;
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong LatencyCalled(ReadOnlySpan<Query> queries, uint zero)
    {
        ulong allowed = 0;
        uint answer = 0;
        foreach (ref readonly Query query in queries)
        {
            answer = Called(query.Index ^ (answer & zero), query.Type) ? 1U : 0U;
            allowed += answer;
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong LatencyInlined(ReadOnlySpan<Query> queries, uint zero)
    {
        ulong allowed = 0;
        uint answer = 0;
        foreach (ref readonly Query query in queries)
        {
            answer = TReader.Allows(_current, query.Index ^ (answer & zero), query.Type) ? 1U : 0U;
            allowed += answer;
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Called(uint index, AccessFlags type)
    {
        return TReader.Allows(_current, index, type);
    }
}
