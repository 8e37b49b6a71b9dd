using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Says method by method what inputs took.</summary>
internal static class CoverageReport
{
    /// <summary>Prints it.</summary>
    /// <param name="map">Every edge.</param>
    /// <param name="runs">The numbers of those that count.</param>
    /// <param name="features">What was taken.</param>
    /// <param name="output">Where it goes.</param>
    public static void Print(
        EdgeMap map, IReadOnlyList<NumberRun> runs, FeatureSet features, TextWriter output)
    {
        output.WriteLine("COVERAGE:");
        IEnumerable<Edge> edges = runs.SelectMany(run => map.Edges.Skip(run.First).Take(run.Count));
        foreach (IReadOnlyList<Edge> method in Methods(edges))
        {
            PrintMethod(method, features, output);
        }
    }

    private static void PrintMethod(IReadOnlyList<Edge> method, FeatureSet features, TextWriter output)
    {
        Edge[] missed = [.. method.Where(edge => !features.HasSeen(edge.Number))];
        bool isCovered = missed.Length < method.Count;
        string name = $"{method[0].Type}.{method[0].Method} {method[0].File}:{method[0].Line}";
        string covered = isCovered ? "COVERED_FUNC" : "UNCOVERED_FUNC";
        output.WriteLine($"{covered}: edges: {method.Count - missed.Length}/{method.Count} {name}");
        foreach (Edge edge in isCovered ? missed : [])
        {
            output.WriteLine($"  UNCOVERED_EDGE: {edge.Kind} {edge.File}:{edge.Line}");
        }
    }

    /// <summary>The edges of each method; overloads are apart, for each begins with its entry.</summary>
    private static List<List<Edge>> Methods(IEnumerable<Edge> edges)
    {
        List<List<Edge>> methods = [];
        foreach (Edge edge in edges)
        {
            if (edge.Kind == EdgeKind.Entry || methods.Count == 0)
            {
                methods.Add([]);
            }

            methods[^1].Add(edge);
        }

        return methods;
    }
}
