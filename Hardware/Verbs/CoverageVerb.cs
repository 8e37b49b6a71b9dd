using System.CommandLine;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Vectors;
using MsrSpec.Shell;

namespace MsrSpec.Hardware.Verbs;

/// <summary><c>coverage</c>: what is compared, and what is not and why.</summary>
internal static class CoverageVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string?> vectors = Options.OptionalInput(
            "--vectors", "A vector file; its cases are counted for each encoding", "FILE");
        Command verb = new("coverage", "Lists every encoding that the core has: whether it is tested, or why not")
        {
            vectors,
        };
        verb.SetAction(parsed => List(parsed.GetValue(vectors)));
        return verb;
    }

    private static int List(string? vectors)
    {
        var counts = (vectors is null ? [] : VectorFile.Read(vectors))
            .GroupBy(recorded => (recorded.Group.Instruction.Code, recorded.Group.Bits))
            .ToDictionary(each => each.Key, each => each.Sum(recorded => recorded.Group.Inputs.Length));
        CatalogEntry[] implemented = [.. Catalog.Entries.Where(entry => entry.IsImplemented)];
        foreach (CatalogEntry entry in implemented)
        {
            string state = entry.WhyNot is { } why ? $"not tested: {why}"
                : vectors is null ? "tested" : $"{counts.GetValueOrDefault((entry.Code, entry.Bits))} cases";
            Console.WriteLine($"{entry.Bits}  {entry.Code,-32} {state}");
        }

        int tested = implemented.Count(entry => entry.IsTested);
        Console.WriteLine(
            $"{implemented.Length} encodings by width, {tested} of them tested; the core lacks"
            + $" {Catalog.Entries.Count(entry => !entry.IsImplemented && entry.WhyNot is null)} that could be tested");
        return ExitStatus.Success;
    }
}
