using MsrSpec.Files;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli;

/// <summary>A trace that a command line names.</summary>
internal static class TraceFile
{
    /// <summary>Reads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">Why it cannot be read, in one line; empty if it can.</param>
    public static Trace? Read(string file, out string problem)
    {
        if (InputFile.ReadText(file, TraceParser.MostBytes, out problem) is not { } text)
        {
            return null;
        }

        Parsed<Trace> parsed = TraceParser.Parse(text);
        problem = parsed.Error?.Describe(file) ?? string.Empty;
        return parsed.Value;
    }
}
