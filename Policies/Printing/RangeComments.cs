using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using static System.FormattableString;

namespace MsrSpec.Policies.Printing;

/// <summary>What a range allows, in lines for the comments of a program.</summary>
internal static class RangeComments
{
    private const int MostNames = 64;
    private const int Width = 100;

    /// <summary>Its indices and directions, and the registers by name whose bits are set.</summary>
    public static ImmutableArray<string> Of(AllowlistRange range, RegisterNames names)
    {
        string directions = range.Flags switch
        {
            AccessFlags.Read => "reads",
            AccessFlags.Write => "writes",
            _ => "reads and writes",
        };
        uint[] set = [.. Enumerable.Range(0, (int)range.Count).Select(bit => (uint)bit).Where(range.IsSet)];
        string[] named = [.. set.Select(bit => names.Of(range.Base + bit)).OfType<string>().Distinct()];
        int rest = named.Length - MostNames;
        string more = rest > 0 ? Invariant($" and {rest} more names") : string.Empty;
        uint last = range.Base + range.Count - 1;
        return
        [
            Invariant($"0x{range.Base:x} to 0x{last:x}, {directions}; allowed are {set.Length} of {range.Count}"),
            .. Lines(named.Take(MostNames), more),
        ];
    }

    private static IEnumerable<string> Lines(IEnumerable<string> words, string end)
    {
        string line = string.Empty;
        foreach (string word in words)
        {
            if (line.Length + word.Length > Width)
            {
                yield return line;
                line = string.Empty;
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        if (line.Length + end.Length > 0)
        {
            yield return line + end;
        }
    }
}
