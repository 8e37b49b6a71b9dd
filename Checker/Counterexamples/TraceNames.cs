using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>Whether what a trace names is known, and whether it has anything to carry out.</summary>
public static class TraceNames
{
    /// <summary>The first thing that is wrong, as a phrase for messages, or null.</summary>
    /// <param name="trace">The trace; a header that is not there is no mistake here.</param>
    /// <param name="problemOf">Why there is no machine of a name; null if there is one.</param>
    public static string? ProblemOf(Trace trace, Func<string, string?> problemOf) =>
        trace.Machine is { } machine && problemOf(machine) is { } missing ? missing
        : trace.Reference is { } reference && problemOf(reference) is not null ? $"unknown reference '{reference}'"
        : trace.Clause is { } clause && ClauseIndex.Find(clause) is null ? $"unknown clause '{clause}'"
        : trace.Steps.IsEmpty ? "it has no command"
        : null;
}
