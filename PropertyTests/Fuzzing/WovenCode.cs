using System.Reflection;
using System.Runtime.Loader;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Probes;
using MsrSpec.Fuzz.Weaver;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>This assembly, woven and loaded a second time; its counters are this process's.</summary>
public sealed class WovenCode : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("msrspec-woven-").FullName;
    private readonly AssemblyLoadContext _context = new("woven", isCollectible: true);
    private readonly Type _sample;

    public WovenCode()
    {
        string self = typeof(WovenSample).Assembly.Location;
        string map = Path.Combine(_folder, EdgeMap.FileName);
        AssemblyWeaver.Weave(new WeaveRequest(
            House.Repository.Root, typeof(Probe).Assembly.Location, _folder, map, [], [self]));
        Map = EdgeMap.Parse(File.ReadLines(map));
        Assembly woven = _context.LoadFromAssemblyPath(Path.Combine(_folder, Path.GetFileName(self)));
        _sample = woven.GetType(typeof(WovenSample).FullName!)!;
    }

    /// <summary>What the weaver numbered.</summary>
    internal EdgeMap Map { get; }

    /// <summary>The scope of the sample.</summary>
    internal static CoverageScope Scope { get; } = new(typeof(WovenSample).FullName!);

    /// <summary>Calls a method of the woven sample with all counters at zero.</summary>
    /// <returns>What it returned, and the edges of that method that were counted, with how often.</returns>
    internal (object? Result, IReadOnlyList<(Edge Edge, byte Count)> Counted) Call(
        string method, params object[] arguments)
    {
        Edge[] edges = [.. Map.Edges.Where(edge => Scope.Contains(edge.Type) && edge.Method == method)];
        Span<byte> counters = Counters;
        foreach (Edge edge in edges)
        {
            counters[edge.Number] = 0;
        }

        object? result = _sample.GetMethod(method)!.Invoke(null, arguments);
        return (result, [.. edges
            .Select(edge => (Edge: edge, Count: Counters[edge.Number]))
            .Where(edge => edge.Count > 0)]);
    }

    public void Dispose()
    {
        _context.Unload();
        Directory.Delete(_folder, recursive: true);
    }

    private static unsafe Span<byte> Counters => new(Probe.Counters, Probe.MaxEdges);
}
