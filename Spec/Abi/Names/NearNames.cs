using System.Collections.Immutable;
using System.Numerics;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>The names that somebody may have meant who wrote another one.</summary>
/// <param name="names">The names by their plain spellings.</param>
internal sealed class NearNames(IEnumerable<KeyValuePair<string, ImmutableArray<MsrName>>> names)
{
    private const int Most = 3;
    private const int FewestLetters = 4;

    private readonly ImmutableArray<(string Plain, ulong Letters, MsrName Name)> _names =
        [.. names.Select(pair => (pair.Key, LettersOf(pair.Key), pair.Value[0]))];

    /// <summary>
    /// At most three names: those that hold the text or differ from it in few letters, the nearest ones first.
    /// </summary>
    /// <param name="text">The text, plain.</param>
    public IEnumerable<MsrName> Of(string text)
    {
        int farthest = Math.Max(1, text.Length / FewestLetters);
        ulong letters = LettersOf(text);
        List<(int Far, MsrName Name)> near = [];
        foreach ((string plain, ulong held, MsrName name) in _names)
        {
            int far = Holds(plain, held, text, letters) ? 1
                : MayBeNear(plain, held, text, letters, farthest) ? Edits(text, plain)
                : int.MaxValue;
            if (far <= farthest)
            {
                near.Add((far, name));
            }
        }

        return near
            .OrderBy(pair => pair.Far).ThenBy(pair => pair.Name.Index)
            .Select(pair => pair.Name)
            .Distinct()
            .Take(Most);
    }

    private static bool Holds(string name, ulong held, string text, ulong letters) =>
        (letters & ~held) == 0 && text.Length >= FewestLetters && name.Contains(text, StringComparison.Ordinal);

    /// <summary>
    /// Whether few edits can be enough, told without looking for them: each makes up for at most one letter that the
    /// other text lacks, and for one in length.
    /// </summary>
    private static bool MayBeNear(string name, ulong held, string text, ulong letters, int farthest) =>
        BitOperations.PopCount(letters & ~held) <= farthest && BitOperations.PopCount(held & ~letters) <= farthest
        && Math.Abs(text.Length - name.Length) <= farthest;

    /// <summary>The letters of a text as bits; signs that are no letters may share one.</summary>
    private static ulong LettersOf(string text)
    {
        ulong letters = 0;
        foreach (char letter in text)
        {
            letters |= 1UL << (letter % 64);
        }

        return letters;
    }

    /// <summary>The fewest letters to insert, leave out or replace that make one text of the other.</summary>
    private static int Edits(string text, string name)
    {
        // One row of the table of all pairs of beginnings; from the column on it still holds the row above.
        Span<int> cells = stackalloc int[name.Length + 1];
        for (int column = 0; column <= name.Length; column++)
        {
            cells[column] = column;
        }

        for (int row = 1; row <= text.Length; row++)
        {
            int before = cells[0];
            cells[0] = row;
            for (int column = 1; column <= name.Length; column++)
            {
                int replaced = before + (text[row - 1] == name[column - 1] ? 0 : 1);
                before = cells[column];
                cells[column] = Math.Min(replaced, Math.Min(before, cells[column - 1]) + 1);
            }
        }

        return cells[^1];
    }
}
