using MsrSpec.Files;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Engine.Managed;

namespace MsrSpec.Fuzz;

/// <summary>Completes what the user says to libFuzzer.</summary>
internal static class FuzzWords
{
    private const long MostDictionaryBytes = 16 << 20;
    private const string DictionaryFlag = "dict";

    /// <summary>What is wrong with the user's words, or null: what libFuzzer would pass over in silence.</summary>
    public static string? ProblemOf(IEnumerable<string> words)
    {
        foreach (string word in words)
        {
            string? problem =
                word.StartsWith("--", StringComparison.Ordinal)
                    ? $"unknown option '{word}'; libFuzzer's flags have one dash"
                : word.StartsWith('-') ? ProblemOf(word)
                : File.Exists(word) || Directory.Exists(word) ? null
                : $"'{word}' is neither a flag nor a file or folder that is there";
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? ProblemOf(string flagWord)
    {
        string[] parts = flagWord[1..].Split('=', 2);
        if (FlagTable.Find(parts[0]) is not { } flag)
        {
            return null;
        }

        return parts.Length == 1 || flag.Set(new ManagedFlags(), parts[1]) is null
            ? $"malformed value of -{flag.Name}: '{flagWord}' ({flag.Help})"
            : flag.Name == DictionaryFlag ? ProblemOfDictionary(parts[1]) : null;
    }

    private static string? ProblemOfDictionary(string path)
    {
        if (InputFile.ReadText(path, MostDictionaryBytes, out string problem) is not { } text)
        {
            return $"-dict: {problem}";
        }

        try
        {
            _ = DictionaryFile.Parse(text.ReplaceLineEndings("\n").Split('\n'));
            return null;
        }
        catch (InvalidDataException malformed)
        {
            return $"-dict: {path}: {malformed.Message}";
        }
    }

    /// <summary>
    /// The words with the target's longest input and the value profile, unless they say otherwise: recipes that
    /// everyone needs, and that libFuzzer does not default to.
    /// </summary>
    public static IReadOnlyList<string> Complete(IFuzzTarget target, IReadOnlyList<string> words) =>
    [
        .. words,
        .. Unless(words, "-max_len", FormattableString.Invariant($"{target.MaxLength}")),
        .. Unless(words, "-use_value_profile", "1"),
    ];

    /// <summary>
    /// The words with the repository's corpus and dictionary, and a folder below <c>artifacts</c> for what is new,
    /// unless they name their own. The folder is made.
    /// </summary>
    public static IReadOnlyList<string> WithDefaults(
        IFuzzTarget target, IReadOnlyList<string> words, FuzzFolders folders)
    {
        List<string> complete = [.. words];
        string work = folders.Work(target.Name);
        if (words.All(word => word.StartsWith('-')))
        {
            string grown = Path.Combine(work, "corpus");
            Directory.CreateDirectory(grown);
            complete.Add(grown);
            string committed = folders.Corpus(target.Name);
            complete.AddRange(Directory.Exists(committed) ? [committed] : []);
        }

        if (target.Dictionary is { } dictionary)
        {
            complete.AddRange(Unless(words, "-dict", Path.Combine(folders.Dictionaries, dictionary)));
        }

        Directory.CreateDirectory(work);
        complete.AddRange(Unless(words, "-artifact_prefix", work + '/'));
        return complete;
    }

    private static string[] Unless(IReadOnlyList<string> words, string flag, string value) =>
        words.Any(word => word.StartsWith(flag + '=', StringComparison.Ordinal)) ? [] : [$"{flag}={value}"];
}
