namespace MsrSpec.Fuzz.Weaver;

/// <summary>What to weave.</summary>
/// <param name="Root">The folder that source files are named from.</param>
/// <param name="Probes">The assembly that woven code calls.</param>
/// <param name="Output">The folder of the woven assemblies; not one of the inputs'.</param>
/// <param name="Map">The file that says what each number stands for.</param>
/// <param name="References">Assemblies that the inputs use, besides those of the framework.</param>
/// <param name="Inputs">
/// The assemblies, numbered in this order; with symbols (<c>.pdb</c>) beside one, its edges have lines.
/// </param>
internal sealed record WeaveRequest(
    string Root,
    string Probes,
    string Output,
    string Map,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Inputs)
{
    /// <summary>The command line.</summary>
    public const string Usage = "Usage: MsrSpec.Fuzz.Weaver --root FOLDER --probes FILE --output FOLDER --map FILE "
        + "[--reference FILE]... ASSEMBLY...";

    /// <summary>The command line and what it means.</summary>
    public const string Help = $"""
        {Usage}

        Writes copies of the assemblies that count edges and report comparisons. The build of Fuzz calls it.

          --root FOLDER       source files are named from here
          --probes FILE       the assembly that woven code calls
          --output FOLDER     where the copies go; not a folder of the assemblies
          --map FILE          where it is written what each number stands for
          --reference FILE    an assembly that they use, besides those of the framework; may be given several times

        Exit status: 0 woven, 1 an assembly cannot be read or written, 2 wrong command line.
        """;

    private const string Reference = "--reference";

    /// <summary>Reads a command line.</summary>
    /// <returns>The request, or null if it is not one.</returns>
    public static WeaveRequest? Parse(IReadOnlyList<string> words)
    {
        Dictionary<string, string> options = [];
        List<string> references = [];
        List<string> inputs = [];
        for (int i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                inputs.Add(words[i]);
            }
            else if (i + 1 == words.Count)
            {
                return null;
            }
            else if (words[i] == Reference)
            {
                references.Add(words[++i]);
            }
            else if (!options.TryAdd(words[i], words[++i]))
            {
                return null;
            }
        }

        return options.Count == 4
            && options.TryGetValue("--root", out string? root)
            && options.TryGetValue("--probes", out string? probes)
            && options.TryGetValue("--output", out string? output)
            && options.TryGetValue("--map", out string? map)
            && inputs.Count > 0
                ? new WeaveRequest(root, probes, output, map, references, inputs)
                : null;
    }
}
