using System.Collections.Immutable;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>The names that somebody may have meant who wrote another one.</summary>
internal static class NearNames
{
    private const int Most = 3;
    private const int FewestLetters = 4;

    /// <summary>
    /// At most three names: those that hold the text or differ from it in few letters, the nearest ones first.
    /// </summary>
    /// <param name="text">The text, plain.</param>
    /// <param name="names">The names by their plain spellings.</param>
    public static IEnumerable<MsrName> Of(
        string text, IReadOnlyDictionary<string, ImmutableArray<MsrName>> names)
    {
        int farthest = Math.Max(1, text.Length / FewestLetters);
        return names
            .Select(pair => (Far: Distance(text, pair.Key, farthest), Name: pair.Value[0]))
            .Where(pair => pair.Far <= farthest)
            .OrderBy(pair => pair.Far).ThenBy(pair => pair.Name.Index)
            .Select(pair => pair.Name)
            .Distinct()
            .Take(Most);
    }

    private static int Distance(string text, string name, int farthest) =>
        text.Length >= FewestLetters && name.Contains(text, StringComparison.Ordinal) ? 1
        : Math.Abs(text.Length - name.Length) > farthest ? int.MaxValue
        : Edits(text, name);

    /// <summary>The fewest letters to insert, leave out or replace that make one text of the other.</summary>
    private static int Edits(string text, string name)
    {
        int[] above = [.. Enumerable.Range(0, name.Length + 1)];
        for (int row = 1; row <= text.Length; row++)
        {
            int[] here = [row, .. new int[name.Length]];
            for (int column = 1; column <= name.Length; column++)
            {
                int replaced = above[column - 1] + (text[row - 1] == name[column - 1] ? 0 : 1);
                here[column] = Math.Min(replaced, Math.Min(above[column], here[column - 1]) + 1);
            }

            above = here;
        }

        return above[^1];
    }
}
