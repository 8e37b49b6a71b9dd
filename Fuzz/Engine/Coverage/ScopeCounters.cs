using MsrSpec.Fuzz.Probes;

namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>The counters of a scope.</summary>
public sealed class ScopeCounters
{
    private readonly IReadOnlyList<NumberRun> _runs;

    /// <summary>The counters of these edges.</summary>
    public ScopeCounters(IReadOnlyList<NumberRun> runs) => _runs = runs;

    /// <summary>Sets them to zero.</summary>
    public void Clear()
    {
        foreach (NumberRun run in _runs)
        {
            Of(run).Clear();
        }
    }

    /// <summary>Adds the numbers of those above zero to a set, and clears them.</summary>
    public void MoveTo(ISet<int> reached)
    {
        foreach (NumberRun run in _runs)
        {
            Span<byte> counters = Of(run);
            for (int i = 0; i < counters.Length; i++)
            {
                if (counters[i] != 0)
                {
                    reached.Add(run.First + i);
                }
            }

            counters.Clear();
        }
    }

    private static unsafe Span<byte> Of(NumberRun run) => new(Probe.Counters + run.First, run.Count);
}
