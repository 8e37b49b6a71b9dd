using System.Collections.Concurrent;
using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Host;

namespace MsrSpec.Hardware.Agreement;

/// <summary>Puts cases to the host and to the core, by several threads.</summary>
/// <param name="plan">Which groups.</param>
/// <param name="seed">The seed.</param>
/// <param name="cases">How many cases, up to whole groups.</param>
/// <param name="keepGoing">Whether to go on after a mismatch, and keep one for each encoding.</param>
internal sealed class LiveRun(RunPlan plan, ulong seed, long cases, bool keepGoing)
{
    private readonly ConcurrentDictionary<(Code Code, int Bits), Mismatch> _mismatches = new();
    private readonly GroupGenerator _generator = new(seed);
    private readonly long _groups = (cases + TestGroup.Size - 1) / TestGroup.Size;
    private long _taken;
    private long _done;

    /// <summary>The cases compared so far.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>What was found, in the order of the cases.</summary>
    public IReadOnlyList<Mismatch> Mismatches =>
        [.. _mismatches.Values.OrderBy(mismatch => mismatch.Number)];

    /// <summary>Is told of each group before it runs; null for nobody.</summary>
    public Action<TestGroup>? Trace { get; init; }

    /// <summary>Runs to the end, to the first mismatch, or until it is told to stop.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="stop">Tells it to stop.</param>
    public void Run(int threads, CancellationToken stop)
    {
        using var failed = new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(failed.Token, stop);
        Exception? failure = null;
        Thread[] workers = [.. Enumerable.Range(0, Math.Clamp(threads, 1, Arena.Count)).Select(_ => new Thread(() =>
        {
            try
            {
                Work(failed, both.Token);
            }
            catch (Exception thrown) when (Interlocked.CompareExchange(ref failure, thrown, null) is null)
            {
                failed.Cancel();
            }
        }))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        if (failure is not null)
        {
            throw new InvalidOperationException("a worker has failed", failure);
        }
    }

    private void Work(CancellationTokenSource failed, CancellationToken stop)
    {
        CoreJudge judge = new();
        var results = new CaseContext[TestGroup.Size];
        while (!stop.IsCancellationRequested)
        {
            long place = Interlocked.Increment(ref _taken) - 1;
            if (place >= _groups)
            {
                return;
            }

            if (_generator.Create(plan.GroupAt(place)) is { } group)
            {
                Trace?.Invoke(group);
                HostOracle.Shared.Run(group, results);
                if (judge.FindMismatch(group, results) is { } mismatch)
                {
                    _ = _mismatches.TryAdd((group.Instruction.Code, group.Bits), mismatch);
                    if (!keepGoing)
                    {
                        failed.Cancel();
                    }
                }

                _ = Interlocked.Add(ref _done, TestGroup.Size);
            }
        }
    }
}
