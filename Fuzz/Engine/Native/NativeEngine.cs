using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Probes;

namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>libFuzzer, within this process. It may end the process instead of returning.</summary>
public sealed unsafe class NativeEngine : IFuzzEngine
{
    private const nuint EntryFlag = 1;

    private readonly LibFuzzer _library;

    private NativeEngine(LibFuzzer library) => _library = library;

    /// <summary>The engine, if its library is there.</summary>
    /// <param name="reasonWhyNot">What is missing, if there is no answer; otherwise empty.</param>
    public static NativeEngine? TryLoad(out string reasonWhyNot) =>
        LibFuzzer.TryLoad(out reasonWhyNot) is { } library ? new NativeEngine(library) : null;

    /// <inheritdoc/>
    /// <remarks>Must be called on the main thread: it gets the alarm of <c>-timeout</c>.</remarks>
    public int Run(FuzzJob job)
    {
        if (ChildCommand.WhyNot(job.Words) is { } whyNot)
        {
            Console.Error.WriteLine($"fuzz: {whyNot}");
            return EngineStatus.Usage;
        }

        NumberRun[] sites = job.Compares ? [.. job.Map.SitesOf(job.Target.Scope)] : [];
        foreach (NumberRun edges in job.Map.EdgesOf(job.Target.Scope))
        {
            AddCounters(job.Map, edges);
        }

        if (sites.Length > 0)
        {
            Comparisons.Listen(_library.Hooks);
        }

        NativeRun.Start(new NativeRun(job, _library, sites));
        IReadOnlyList<string> words = ChildCommand.Words(job.Target.Name, job.Words, job.OwnWords);
        int status = _library.Run(words, &NativeRun.RunInput, &NativeRun.Describe);
        NativeRun.WaitIfEnding();
        return status;
    }

    private void AddCounters(EdgeMap map, NumberRun edges)
    {
        nuint[] table = new nuint[2 * edges.Count];
        for (int i = 0; i < edges.Count; i++)
        {
            table[2 * i] = EdgeAddress.Of(edges.First + i);
            table[(2 * i) + 1] = map.Edges[edges.First + i].Kind == EdgeKind.Entry ? EntryFlag : 0;
        }

        _library.AddCounters(Probe.Counters + edges.First, table);
    }
}
