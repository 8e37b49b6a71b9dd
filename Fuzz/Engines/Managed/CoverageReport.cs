using MsrSpec.Fuzz.Coverage;

namespace MsrSpec.Fuzz.Engines.Managed;

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
        foreach (IGrouping<string, Edge> method in edges.GroupBy(edge => $"{edge.Type}.{edge.Method}"))
        {
            Edge[] missed = [.. method.Where(edge => !features.HasSeen(edge.Number))];
            int count = method.Count();
            Edge first = method.First();
            string covered = missed.Length == count ? "UNCOVERED_FUNC" : "COVERED_FUNC";
            string place = $"{first.File}:{first.Line}";
            output.WriteLine($"{covered}: edges: {count - missed.Length}/{count} {method.Key} {place}");
            if (missed.Length == count)
            {
                continue;
            }

            foreach (Edge edge in missed)
            {
                output.WriteLine($"  UNCOVERED_EDGE: {edge.Kind} {edge.File}:{edge.Line}");
            }
        }
    }
}
