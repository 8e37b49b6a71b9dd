using System.Globalization;

namespace MsrSpec.Fuzz;

/// <summary>What stands behind the target on the command line, in libFuzzer's spelling.</summary>
/// <param name="Files">Input files; folders are replaced by their files.</param>
/// <param name="Runs">How many mutated inputs, or null for none.</param>
/// <param name="Seed">Decides them.</param>
/// <param name="MaxLength">The most bytes of one.</param>
internal sealed record FuzzFlags(IReadOnlyList<string> Files, long? Runs, int Seed, int MaxLength)
{
    private const int DefaultMaxLength = 1552;

    /// <summary>Reads the words.</summary>
    public static bool TryParse(IEnumerable<string> words, out FuzzFlags flags, out string problem)
    {
        List<string> files = [];
        flags = new FuzzFlags(files, null, 1, DefaultMaxLength);
        problem = string.Empty;
        foreach (string word in words)
        {
            if (!word.StartsWith('-'))
            {
                if (!File.Exists(word) && !Directory.Exists(word))
                {
                    problem = $"{word}: no such file or folder";
                    return false;
                }

                files.AddRange(
                    Directory.Exists(word) ? Directory.GetFiles(word).Order(StringComparer.Ordinal) : [word]);
            }
            else if (!TryFlag(word, ref flags))
            {
                problem = $"unknown or malformed flag '{word}'";
                return false;
            }
        }

        return true;
    }

    private static bool TryFlag(string word, ref FuzzFlags flags)
    {
        string[] parts = word.Split('=', 2);
        if (parts.Length != 2
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            return false;
        }

        switch (parts[0])
        {
            case "-runs":
                flags = flags with { Runs = value };
                return true;
            case "-seed" when value <= int.MaxValue:
                flags = flags with { Seed = (int)value };
                return true;
            case "-max_len" when value is > 0 and <= ushort.MaxValue:
                flags = flags with { MaxLength = (int)value };
                return true;
            default:
                return false;
        }
    }
}
