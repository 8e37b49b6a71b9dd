using System.IO.Enumeration;
using MsrSpec.Files;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// A folder of counterexamples, one file for each machine and clause: <c>MACHINE/CLAUSE.trace</c>. A file appears whole
/// or not at all, and is replaced only by a smaller one.
/// </summary>
public sealed class CounterexampleStore
{
    private const string Extension = ".trace";
    private const string Unnamed = "unnamed";

    private static readonly EnumerationOptions Everywhere =
        new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    private readonly string _folder;
    private readonly Func<string, string, bool> _holds;

    /// <summary>A store in a folder, which need not exist yet.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="holds">
    /// Whether what a file (its path and text) records still holds; one that does not never stands in a new one's way.
    /// </param>
    public CounterexampleStore(string folder, Func<string, string, bool>? holds = null)
    {
        _folder = folder;
        _holds = holds ?? ((_, _) => true);
    }

    /// <summary>The folder, which need not exist.</summary>
    public string Folder => _folder;

    /// <summary>Every counterexample file, by path.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(_folder)
        ? [.. TracesIn(_folder).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The path of a trace's file, whether it is there or not.</summary>
    public string PathOf(Trace trace) => PathOf(trace.Machine ?? Unnamed, trace.Clause ?? Unnamed);

    /// <summary>The path for a machine and a clause; odd characters become hyphens.</summary>
    /// <param name="machine">The machine's name.</param>
    /// <param name="clause">The clause's id.</param>
    public string PathOf(string machine, string clause) =>
        Path.Combine(_folder, FileName(machine), FileName(clause) + Extension);

    /// <summary>
    /// Writes a trace, unless one that is not larger stands there and still holds. A file that cannot be read or no
    /// longer holds is kept beside it, as <c>.bad</c>.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    public bool Write(Trace trace)
    {
        string path = PathOf(trace);
        if (File.Exists(path))
        {
            if (InputFile.ReadText(path, TraceParser.MostBytes, out _) is not { } standing
                || TraceParser.Parse(standing).Value is not { } other || !_holds(path, standing))
            {
                File.Move(path, FreeName(path + ".bad"));
            }
            else if (!IsSmaller(trace, other))
            {
                return false;
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, TracePrinter.Print(trace));
        return true;
    }

    /// <summary>
    /// Writes a trace as <see cref="Write"/> does. One that cannot be kept is told all the same: the disk may be full.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="problem">Why it could not be written, in one line; null if nothing was in the way.</param>
    /// <returns>Whether it was written.</returns>
    public bool TryWrite(Trace trace, out string? problem)
    {
        problem = null;
        try
        {
            return Write(trace);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            problem = refusal.Message;
            return false;
        }
    }

    /// <summary>Deletes the file of a trace, if it holds just that: it turned out to be of another clause.</summary>
    public void Discard(Trace trace)
    {
        string path = PathOf(trace);
        if (InputFile.ReadText(path, TraceParser.MostBytes, out _) == TracePrinter.Print(trace))
        {
            File.Delete(path);
        }
    }

    /// <summary>Deletes the temporary files of processes that died while they wrote one.</summary>
    public void Sweep() => AtomicFile.DeleteAbandoned(_folder);

    /// <summary>
    /// Fewer commands, or as many and less text, or text that comes first in the alphabet: vcpu0 before vcpu1. Views
    /// do not count: a file that somebody added them to is no larger for that.
    /// </summary>
    private static bool IsSmaller(Trace trace, Trace other)
    {
        string body = BodyOf(trace);
        string otherBody = BodyOf(other);
        return (trace.Steps.Length, body.Length).CompareTo((other.Steps.Length, otherBody.Length)) switch
        {
            0 => string.CompareOrdinal(body, otherBody) < 0,
            int order => order < 0,
        };
    }

    private static string BodyOf(Trace trace) =>
        TracePrinter.PrintBody(trace.Steps.Select(step => step with { Shown = null }));

    /// <summary>Every trace below a folder. A link to another one is not followed: it may lead back.</summary>
    private static FileSystemEnumerable<string> TracesIn(string folder) => new(
        folder, (ref entry) => entry.ToSpecifiedFullPath(), Everywhere)
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.FileName.EndsWith(Extension),
        ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static string FreeName(string path)
    {
        string free = path;
        for (int number = 1; File.Exists(free); number++)
        {
            free = FormattableString.Invariant($"{path}.{number}");
        }

        return free;
    }

    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
}
