namespace MsrSpec.Mutation.Scores;

/// <summary>The mutants that are the same program for whoever uses it, each with the reason.</summary>
/// <param name="Reasons">The reasons by the mutants' names.</param>
internal sealed record EquivalentMutants(IReadOnlyDictionary<string, string> Reasons)
{
    /// <summary>The committed list.</summary>
    public const string File = "Mutation/equivalent.txt";

    private const string Because = " because ";

    /// <summary>Reads a list: a line each, <c>NAME because REASON</c>; a line behind a # is for readers.</summary>
    /// <param name="text">The list.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The list, or null if something is wrong.</returns>
    public static EquivalentMutants? Parse(string text, out string problem)
    {
        Dictionary<string, string> reasons = [];
        foreach ((string line, int number) in text.Split('\n').Select((line, place) => (line.Trim(), place + 1)))
        {
            int because = line.IndexOf(Because, StringComparison.Ordinal);
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (because < 0 || because + Because.Length == line.Length)
            {
                problem = $"{File}: line {number} is not 'MUTANT because REASON'";
                return null;
            }

            if (!reasons.TryAdd(line[..because], line[(because + Because.Length)..]))
            {
                problem = $"{File}: line {number} names a mutant again: {line[..because]}";
                return null;
            }
        }

        problem = string.Empty;
        return new EquivalentMutants(reasons);
    }

    /// <summary>Whether a mutant is listed.</summary>
    public bool Has(string name) => Reasons.ContainsKey(name);

    /// <summary>The listed names below a folder that no mutant has any more.</summary>
    /// <param name="folder">The folder of a project.</param>
    /// <param name="names">The names of its mutants.</param>
    public IEnumerable<string> Stale(string folder, IReadOnlySet<string> names) => Reasons.Keys
        .Where(name => name.StartsWith($"{folder}/", StringComparison.Ordinal) && !names.Contains(name));
}
