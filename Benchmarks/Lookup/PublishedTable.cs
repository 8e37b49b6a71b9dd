using System.Runtime.CompilerServices;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>
/// A published snapshot and the same loops over queries that the C peer has. Each lookup loads the snapshot anew, as a
/// vCPU does. "Called" crosses a call for each lookup, as the C peer does; "inlined" does not. The loops themselves
/// are never inlined: a caller that shows the compiler what <c>zero</c> is would break the dependent chain.
/// </summary>
/// <typeparam name="TReader">What holds the snapshot.</typeparam>
/// <param name="reader">It.</param>
internal sealed class PublishedTable<TReader>(TReader reader) : IPublished
    where TReader : struct, ITableReader
{
    private TReader _current = reader;

    public bool Answer(Query query)
    {
        return _current.Allows(query.Index, query.Type);
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
            allowed += _current.Allows(query.Index, query.Type) ? 1U : 0U;
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
            answer = _current.Allows(query.Index ^ (answer & zero), query.Type) ? 1U : 0U;
            allowed += answer;
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Called(uint index, AccessFlags type)
    {
        return _current.Allows(index, type);
    }
}
