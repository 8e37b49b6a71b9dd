namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>The words behind the target, understood.</summary>
/// <param name="Flags">The flags.</param>
/// <param name="Files">Input files, in their order.</param>
/// <param name="Folders">Corpus folders, in their order; the first takes what is found.</param>
/// <param name="Warnings">What is ignored, one sentence each.</param>
internal sealed record EngineWords(
    ManagedFlags Flags, IReadOnlyList<string> Files, IReadOnlyList<string> Folders, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether there are only files: they are replayed.</summary>
    public bool AreFiles => Files.Count > 0 && Folders.Count == 0;

    /// <summary>Reads the words; a flag that libFuzzer alone knows is a warning, a malformed value an error.</summary>
    /// <param name="words">The words.</param>
    /// <param name="parsed">What they mean.</param>
    /// <param name="problem">What is wrong; empty if nothing is.</param>
    /// <returns>Whether they can be carried out.</returns>
    public static bool TryParse(IEnumerable<string> words, out EngineWords parsed, out string problem)
    {
        ManagedFlags flags = new();
        List<string> files = [];
        List<string> folders = [];
        List<string> warnings = [];
        parsed = new EngineWords(flags, files, folders, warnings);
        problem = string.Empty;
        foreach (string word in words)
        {
            problem = word.StartsWith('-')
                ? ParseFlag(word, ref flags, warnings)
                : ParsePath(word, files, folders);
            if (problem.Length > 0)
            {
                return false;
            }
        }

        parsed = parsed with { Flags = flags };
        return true;
    }

    private static string ParseFlag(string word, ref ManagedFlags flags, List<string> warnings)
    {
        string[] parts = word[1..].Split('=', 2);
        if (FlagTable.Find(parts[0]) is not { } flag)
        {
            warnings.Add($"unrecognized flag '{word}' is ignored; -help=1 lists what there is");
            return string.Empty;
        }

        if (parts.Length == 1 || flag.Set(flags, parts[1]) is not { } changed)
        {
            return $"malformed value of -{flag.Name}: '{word}' ({flag.Help})";
        }

        flags = changed;
        return string.Empty;
    }

    private static string ParsePath(string word, List<string> files, List<string> folders)
    {
        if (Directory.Exists(word))
        {
            folders.Add(word);
        }
        else if (File.Exists(word))
        {
            files.Add(word);
        }
        else
        {
            return $"'{word}' is neither a flag nor a file or folder that is there";
        }

        return string.Empty;
    }
}
