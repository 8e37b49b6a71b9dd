using System.Globalization;

namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>
/// What the weaver numbered: every edge, and every comparison that reports. Numbers are dense and follow the types'
/// names, so that a scope is a few runs of them.
/// </summary>
public sealed class EdgeMap
{
    /// <summary>The name of the file that the weaver writes beside the woven assemblies.</summary>
    public const string FileName = "MsrSpec.edges";

    private readonly string[] _siteTypes;

    private EdgeMap(IReadOnlyList<Edge> edges, string[] siteTypes)
    {
        Edges = edges;
        _siteTypes = siteTypes;
    }

    /// <summary>Every edge, by number; none if the assemblies are not woven.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>The map of this program; an empty one if it is not woven.</summary>
    public static EdgeMap Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, FileName);
        return Parse(File.Exists(path) ? File.ReadLines(path) : []);
    }

    /// <summary>Reads a map.</summary>
    /// <param name="lines">
    /// One a line, fields apart by tabs: <c>edge TYPE METHOD KIND LINE FILE LINE,LINE...</c> or <c>site TYPE</c>, both
    /// by number.
    /// </param>
    public static EdgeMap Parse(IEnumerable<string> lines)
    {
        List<Edge> edges = [];
        List<string> sites = [];
        foreach (string entry in lines)
        {
            switch (entry.Split('\t'))
            {
                case ["edge", var type, var method, var kind, var line, var file, var reached]:
                    edges.Add(new Edge(
                        edges.Count, type, method, file, Number(line), Enum.Parse<EdgeKind>(kind),
                        [.. reached.Split(',').Select(Number)]));
                    break;
                case ["site", var type]:
                    sites.Add(type);
                    break;
                default:
                    throw new InvalidDataException($"not a line of an edge map: '{entry}'");
            }
        }

        return new EdgeMap(edges, [.. sites]);
    }

    /// <summary>The edges of a scope, as runs of numbers in ascending order.</summary>
    public IReadOnlyList<NumberRun> EdgesOf(CoverageScope scope) =>
        Runs(scope, Edges.Select(edge => edge.Type));

    /// <summary>The comparisons of a scope, as runs of numbers in ascending order.</summary>
    public IReadOnlyList<NumberRun> SitesOf(CoverageScope scope) => Runs(scope, _siteTypes);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static List<NumberRun> Runs(CoverageScope scope, IEnumerable<string> types)
    {
        List<NumberRun> runs = [];
        foreach ((int number, string type) in types.Index())
        {
            if (!scope.Contains(type))
            {
                continue;
            }

            if (runs is [.., var last] && last.End == number)
            {
                runs[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                runs.Add(new NumberRun(number, 1));
            }
        }

        return runs;
    }
}
