using System.Collections.Immutable;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Racing;

/// <summary>A finding of threads, made small and kept.</summary>
/// <param name="Failure">What is wrong.</param>
/// <param name="Trace">The trace.</param>
/// <param name="Defect">The known defect that it is, or null: then it was not expected.</param>
/// <param name="FoundLength">How many commands there were when it was found.</param>
/// <param name="Preemptions">How often a thread is made to wait that could go on.</param>
/// <param name="Rows">The schedule, step by step.</param>
/// <param name="Reported">What the machine says itself, a sentence each.</param>
/// <param name="File">The file that holds the trace.</param>
/// <param name="Written">Whether this run wrote that file; else one as small stood there.</param>
/// <param name="Problem">Why it could not be written; null if nothing was in the way.</param>
public sealed record RaceResult(
    RaceFailure Failure, Trace Trace, RaceDefect? Defect, int FoundLength, int Preemptions,
    ImmutableArray<RaceRow> Rows, ImmutableArray<string> Reported, string File, bool Written, string? Problem);
