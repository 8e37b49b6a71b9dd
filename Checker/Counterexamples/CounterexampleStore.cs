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

    private readonly string _folder;

    /// <summary>A store in a folder, which need not exist yet.</summary>
    public CounterexampleStore(string folder) => _folder = folder;

    /// <summary>The folder.</summary>
    public string Folder => _folder;

    /// <summary>Every counterexample file, by path.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Extension, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file of a trace.</summary>
    public string PathOf(Trace trace) =>
        Path.Combine(_folder, FileName(trace.Machine ?? Unnamed), FileName(trace.Clause ?? Unnamed) + Extension);

    /// <summary>Writes a trace, unless a smaller one or one of the same size stands there.</summary>
    /// <returns>Whether it was written.</returns>
    public bool Write(Trace trace)
    {
        string path = PathOf(trace);
        string text = TracePrinter.Print(trace);
        if (File.Exists(path) && !IsSmaller(trace, File.ReadAllText(path)))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, text);
        return true;
    }

    /// <summary>
    /// Fewer commands, or as many and less text, or text that comes first in the alphabet: vcpu0 before vcpu1. A file
    /// that cannot be read is never taken for large.
    /// </summary>
    private static bool IsSmaller(Trace trace, string standing)
    {
        if (TraceParser.Parse(standing).Value is not { } other)
        {
            return false;
        }

        string body = TracePrinter.PrintBody(trace.Steps);
        string otherBody = TracePrinter.PrintBody(other.Steps);
        return (trace.Steps.Length, body.Length).CompareTo((other.Steps.Length, otherBody.Length)) switch
        {
            0 => string.CompareOrdinal(body, otherBody) < 0,
            int order => order < 0,
        };
    }

    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
}
