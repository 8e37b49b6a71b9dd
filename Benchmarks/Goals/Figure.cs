namespace MsrSpec.Benchmarks.Goals;

/// <summary>
/// A measurement in absolute terms. It says as much of the machine as of the code, so it is told and not judged.
/// </summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">What it is here.</param>
/// <param name="Held">What it was on the machine that the stated figures come from.</param>
internal sealed record Figure(string What, string Measured, string Held)
{
    /// <summary>The machine on which every stated figure held.</summary>
    public const string Machine = "two cores of an AMD EPYC, .NET 10.0.12";

    /// <summary>Prints figures.</summary>
    public static void Print(IEnumerable<Figure> figures, TextWriter output)
    {
        output.WriteLine($"  figures; in parentheses what held on {Machine}:");
        foreach (Figure figure in figures)
        {
            output.WriteLine($"          {figure.What}: {figure.Measured} ({figure.Held})");
        }
    }
}
