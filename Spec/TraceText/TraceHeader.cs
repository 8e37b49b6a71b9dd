using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>The header lines of a trace file: their keys, and the words for how a trace ends.</summary>
internal static class TraceHeader
{
    public const string Format = "msrspec-trace";
    public const string FirstLine = Format + " 1";
    public const string Title = "title";
    public const string Machine = "machine";
    public const string Reference = "reference";
    public const string Clause = "clause";
    public const string End = "end";
    public const string Found = "found";
    public const string Schedule = "schedule";

    public const string Agreement = "agreement";
    public const string Mismatch = "mismatch";

    public static string Print(TraceEnd end) => end switch
    {
        TraceEnd.Agreement => Agreement,
        TraceEnd.Mismatch => Mismatch,
    };
}
