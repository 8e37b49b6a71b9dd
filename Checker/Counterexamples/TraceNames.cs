using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>Whether what a trace names is known, and whether it has anything to carry out.</summary>
public static class TraceNames
{
    /// <summary>The first thing that is wrong, as a phrase for messages, or null.</summary>
    /// <param name="trace">The trace; a header that is not there is no mistake here.</param>
    /// <param name="isKnown">Whether there is a machine or dialect of a name.</param>
    public static string? ProblemOf(Trace trace, Func<string, bool> isKnown) =>
        trace.Machine is { } machine && !isKnown(machine) ? $"unknown machine '{machine}'"
        : trace.Reference is { } reference && !isKnown(reference) ? $"unknown reference '{reference}'"
        : trace.Clause is { } clause && ClauseIndex.Find(clause) is null ? $"unknown clause '{clause}'"
        : trace.Steps.IsEmpty ? "it has no command"
        : null;
}
