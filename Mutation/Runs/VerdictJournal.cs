using System.Text;
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
    private const string NoJournal = $" is not a journal of verdicts: its first line is not '{Heading}'";
    private const long Largest = 1 << 26;
    private const int Words = 3;

    private readonly StreamWriter _file;
    private readonly HashSet<string> _lines;

    private VerdictJournal(FileStream file, HashSet<string> lines)
    {
        _file = new StreamWriter(file) { AutoFlush = true };
        _lines = lines;
    }

    /// <summary>Opens a journal, or begins one where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">Why it cannot be one: what stands there is left as it is.</param>
    /// <returns>The journal, or null.</returns>
    public static VerdictJournal? Open(string path, out string problem)
    {
        FileStream? file = null;
        try
        {
            // Held alone: of two runs with one journal the second would lose what the first writes.
            bool isNew = !File.Exists(path);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            string text = isNew ? $"{Heading}\n" : Read(file);
            problem = Check(text);
            if (problem.Length == 0)
            {
                // A process that was killed may have left the beginning of a line.
                string whole = text[..(text.LastIndexOf('\n') + 1)];
                file.Write(Encoding.UTF8.GetBytes(isNew ? whole : string.Empty));
                file.SetLength(Encoding.UTF8.GetByteCount(whole));
                file.Seek(0, SeekOrigin.End);
                VerdictJournal journal = new(file, [.. whole.Split('\n')]);
                file = null;
                return journal;
            }

            problem = $"{path}{problem}";
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            problem = $"{path}: {(Directory.Exists(path) ? "this is a folder" : FileProblem.Of(refusal))}";
        }
        finally
        {
            file?.Dispose();
        }

        return null;
    }

    /// <summary>Whether a mutant was killed, in a file that is as it was.</summary>
    public bool HasKilled(Mutant mutant) => _lines.Contains(Line(Fate.Killed, mutant));

    /// <summary>Keeps a verdict.</summary>
    public void Note(Verdict verdict) => _file.WriteLine(Line(verdict.Fate, verdict.Mutant));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The text of a file; of what can be no journal, nothing.</summary>
    private static string Read(FileStream file)
    {
        if (!file.CanSeek || file.Length > Largest)
        {
            return string.Empty;
        }

        // A device may have no end, and has no length.
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static string Check(string text)
    {
        string[] lines = text.Split('\n')[..^1];
        if (lines is not [Heading, ..])
        {
            return NoJournal;
        }

        int wrong = Array.FindIndex(lines, 1, line => line.Split(' ', Words) is not [var fate, _, _]
            || !Enum.GetNames<Fate>().Contains(fate, StringComparer.OrdinalIgnoreCase));
        return wrong < 0 ? string.Empty : $": line {wrong + 1} is not 'FATE CHECKSUM MUTANT'";
    }

    private static string Line(Fate fate, Mutant mutant)
    {
        string checksum = Convert.ToHexStringLower([.. mutant.Site.SyntaxTree.GetText().GetChecksum()]);
        return $"{fate.ToString().ToLowerInvariant()} {checksum} {mutant.Name}";
    }
}
