using System.Diagnostics;
using MsrSpec.Benchmarks.Lookup;
using MsrSpec.Implementation.Kernel.Allowlist;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>One range that is added to a table, beside a copy of as many bytes as that allocates.</summary>
internal sealed class PublicationCase
{
    private const int Rounds = 60;
    private const int AddsPerRound = 500;

    private readonly DecisionTable _before;
    private readonly BenchmarkRange _added;
    private readonly byte[] _source;
    private byte[] _copy = [];

    /// <summary>A case.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="before">The ranges that are there.</param>
    /// <param name="added">The range that is added.</param>
    public PublicationCase(string name, IEnumerable<BenchmarkRange> before, BenchmarkRange added)
    {
        Name = name;
        _before = BenchmarkRange.Table(before);
        _added = added;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        _ = Add();
        _source = new byte[GC.GetAllocatedBytesForCurrentThread() - allocated];
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>The bytes that an addition allocates.</summary>
    public int Bytes => _source.Length;

    /// <summary>The best time of an addition, in nanoseconds.</summary>
    public double Adding { get; private set; } = double.PositiveInfinity;

    /// <summary>The best time of a copy, in nanoseconds.</summary>
    public double Copying { get; private set; } = double.PositiveInfinity;

    /// <summary>Times both by turns.</summary>
    public void Measure()
    {
        for (int round = 0; round < Rounds; round++)
        {
            Adding = Math.Min(Adding, Time(Add));
            Copying = Math.Min(Copying, Time(Copy));
        }
    }

    private DecisionTable Add() => _added.AddedTo(_before);

    private byte[] Copy()
    {
        _copy = GC.AllocateUninitializedArray<byte>(_source.Length);
        _source.CopyTo(_copy);
        return _copy;
    }

    private static double Time(Func<object> work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < AddsPerRound; i++)
        {
            _ = work();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / AddsPerRound;
    }
}
