using System.Globalization;
using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Coverage;

/// <summary>Coverage as text: totals, methods, and what is missed.</summary>
internal static class CoverageText
{
    private const int MaxMissed = 40;

    /// <summary>Writes the coverage of one target.</summary>
    public static void Write(TextWriter output, TargetCoverage coverage)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{coverage.Target}: {coverage.ReachedCount} of {coverage.Edges.Count} edges by {coverage.Inputs} inputs "
            + $"({coverage.Bytes:N0} bytes)"));
        foreach (IGrouping<string, (Edge Edge, bool Reached)> method in coverage.Edges.GroupBy(
            entry => entry.Edge.ShortName))
        {
            int reached = method.Count(entry => entry.Reached);
            int all = method.Count();
            string mark = reached == all ? "all " : reached == 0 ? "none" : "some";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {mark} {reached,4} of {all,-4} {method.Key}"));
        }

        Edge[] missed = [.. coverage.Missed];
        foreach (Edge edge in missed.Take(MaxMissed))
        {
            output.WriteLine($"  missed: {edge.Describe()}");
        }

        if (missed.Length > MaxMissed)
        {
            output.WriteLine($"  and {missed.Length - MaxMissed} more; the page has them all");
        }
    }
}
