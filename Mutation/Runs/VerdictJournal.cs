using MsrSpec.Files;
using MsrSpec.Mutation.Judging;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Runs;

/// <summary>
/// The verdicts of a run, kept as they fall, so that one that was interrupted goes on where it was: a line each,
/// <c>FATE CHECKSUM MUTANT</c>, where the checksum is that of the mutated file. What was killed stays so while its file
/// is the same; all others are judged again, by what tests there are now.
/// </summary>
internal sealed class VerdictJournal : IDisposable
{
    private const string Heading = "# verdicts of mutants: FATE CHECKSUM MUTANT";
    private const long Largest = 1 << 26;
    private const int Words = 3;

    private readonly StreamWriter _file;
    private readonly HashSet<string> _lines;

    private VerdictJournal(StreamWriter file, HashSet<string> lines)
    {
        _file = file;
        _lines = lines;
    }

    /// <summary>Opens a journal, or begins one where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">Why it cannot be one: what stands there is left as it is.</param>
    /// <returns>The journal, or null.</returns>
    public static VerdictJournal? Open(string path, out string problem)
    {
        problem = string.Empty;
        string? kept = File.Exists(path) ? InputFile.ReadText(path, Largest, out problem) : $"{Heading}\n";
        problem = kept is null ? problem : Check(kept, path);
        if (problem.Length > 0)
        {
            return null;
        }

        // A process that was killed may have left the beginning of a line.
        string text = kept![..(kept!.LastIndexOf('\n') + 1)];
        try
        {
            AtomicFile.Write(path, text);
            return new VerdictJournal(new StreamWriter(path, append: true) { AutoFlush = true }, [.. text.Split('\n')]);
        }
        catch (IOException refusal)
        {
            problem = refusal.Message;
            return null;
        }
    }

    /// <summary>Whether a mutant was killed, in a file that is as it was.</summary>
    public bool HasKilled(Mutant mutant) => _lines.Contains(Line(Fate.Killed, mutant));

    /// <summary>Keeps a verdict.</summary>
    public void Note(Verdict verdict) => _file.WriteLine(Line(verdict.Fate, verdict.Mutant));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Check(string text, string path)
    {
        string[] lines = text.Split('\n')[..^1];
        if (lines is not [Heading, ..])
        {
            return $"{path} is not a journal of verdicts: its first line is not '{Heading}'";
        }

        int wrong = Array.FindIndex(lines, 1, line => line.Split(' ', Words) is not [var fate, _, _]
            || !Enum.GetNames<Fate>().Contains(fate, StringComparer.OrdinalIgnoreCase));
        return wrong < 0 ? string.Empty : $"{path}: line {wrong + 1} is not 'FATE CHECKSUM MUTANT'";
    }

    private static string Line(Fate fate, Mutant mutant)
    {
        string checksum = Convert.ToHexStringLower([.. mutant.Site.SyntaxTree.GetText().GetChecksum()]);
        return $"{fate.ToString().ToLowerInvariant()} {checksum} {mutant.Name}";
    }
}
