namespace MsrSpec.Mutation.WrongCores;

/// <summary>Reads the committed list of wrong cores.</summary>
internal static class WrongCoreList
{
    /// <summary>The list.</summary>
    public const string File = "Mutation/wrong-cores.txt";

    private const string Tests = "MsrSpec.PropertyTests.";

    /// <summary>The lines of an entry, by what they begin with.</summary>
    private static readonly string[] Parts = ["wrong ", "in ", "- ", "+", "dies in ", "because "];

    /// <summary>Reads a list: six lines an entry; a line behind a # is for readers.</summary>
    /// <param name="text">The list.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The wrong cores, or null if something is wrong.</returns>
    public static IReadOnlyList<WrongCore>? Parse(string text, out string problem)
    {
        List<WrongCore> cores = [];
        List<string> entry = [];
        int number = 0;
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string part = Parts[entry.Count];
            if (!line.StartsWith(part, StringComparison.Ordinal) || (part != "+" && line.Length == part.Length))
            {
                problem = $"{File}: line {number} does not begin with '{part}'";
                return null;
            }

            entry.Add(line[part.Length..].Trim());
            if (entry.Count == Parts.Length)
            {
                if (Of(entry) is not { } core || cores.Exists(other => other.Name == core.Name))
                {
                    problem = $"{File}: the entry up to line {number} has no member, or a name that is there already";
                    return null;
                }

                cores.Add(core);
                entry.Clear();
            }
        }

        problem = entry.Count == 0 ? string.Empty : $"{File}: the last entry lacks '{Parts[entry.Count]}'";
        return entry.Count == 0 ? cores : null;
    }

    private static WrongCore? Of(List<string> entry) => entry[1].Split(' ') is [string file, string member]
        ? new WrongCore(
            entry[0], file, member, entry[2], entry[3], [.. entry[4].Split(' ').Select(name => Tests + name)], entry[5])
        : null;
}
