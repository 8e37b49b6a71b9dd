using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Coverage;

/// <summary>What a set of inputs reaches of a target's scope.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Inputs">How many inputs there were, with the empty one.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Edges">Every edge of the scope, by number, and whether an input took it.</param>
internal sealed record TargetCoverage(
    string Target, int Inputs, long Bytes, IReadOnlyList<(Edge Edge, bool Reached)> Edges)
{
    /// <summary>The edges that an input took.</summary>
    public int ReachedCount => Edges.Count(entry => entry.Reached);

    /// <summary>The edges that none took.</summary>
    public IEnumerable<Edge> Missed => Edges.Where(entry => !entry.Reached).Select(entry => entry.Edge);

    /// <summary>
    /// Runs inputs and looks at the counters. The empty input comes first, as in libFuzzer, which therefore never keeps
    /// it in a corpus.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="map">What is woven.</param>
    /// <param name="inputs">The inputs; what they find is nobody's concern here.</param>
    public static TargetCoverage Measure(IFuzzTarget target, EdgeMap map, IEnumerable<byte[]> inputs)
    {
        IReadOnlyList<NumberRun> runs = map.EdgesOf(target.Scope);
        ScopeCounters counters = new(runs);
        counters.Clear();
        int count = 0;
        long bytes = 0;
        HashSet<int> reached = [];
        foreach (byte[] input in inputs.Prepend([]))
        {
            count++;
            bytes += input.Length;
            InputRunner.Run(target, input);
            counters.MoveTo(reached);
        }

        return new TargetCoverage(target.Name, count, bytes, [.. runs
            .SelectMany(run => Enumerable.Range(run.First, run.Count))
            .Select(number => (map.Edges[number], reached.Contains(number)))]);
    }
}
