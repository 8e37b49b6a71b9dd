using System.Collections.Immutable;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>A sequence of commands with what is claimed about it: the contents of a counterexample file.</summary>
/// <param name="Title">One sentence for people, or null.</param>
/// <param name="Machine">The machine that is judged, or null.</param>
/// <param name="Reference">The dialect or machine that judges, or null.</param>
/// <param name="Clause">The id of the clause that the machine breaks, or null.</param>
/// <param name="End">How it ends, or null.</param>
/// <param name="Found">Where it came from; never used in replay.</param>
/// <param name="Steps">The commands in order.</param>
public sealed record Trace(
    string? Title,
    string? Machine,
    string? Reference,
    string? Clause,
    TraceEnd? End,
    string? Found,
    ImmutableArray<TraceStep> Steps)
{
    /// <summary>Which thread goes on when; empty where no command has a thread.</summary>
    public ImmutableArray<ScheduleStretch> Schedule { get; init; } = [];

    /// <summary>Whether several threads carry it out.</summary>
    public bool HasThreads => !Schedule.IsEmpty || Steps.Any(step => step.Thread is not null);

    /// <summary>The commands, without what is claimed of them.</summary>
    public ImmutableArray<Command> Commands => [.. Steps.Select(step => step.Command)];
}
