using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>As much of a trace as is read.</summary>
internal sealed class TraceDraft
{
    /// <summary>The values of the headers, by their keys.</summary>
    public Dictionary<string, string> Header { get; } = new(StringComparer.Ordinal);

    /// <summary>How it ends, or null.</summary>
    public TraceEnd? End { get; set; }

    /// <summary>Which thread goes on when.</summary>
    public ImmutableArray<ScheduleStretch> Schedule { get; set; } = [];

    /// <summary>The commands.</summary>
    public ImmutableArray<TraceStep>.Builder Steps { get; } = ImmutableArray.CreateBuilder<TraceStep>();

    /// <summary>The line of each command.</summary>
    public ImmutableArray<int>.Builder Lines { get; } = ImmutableArray.CreateBuilder<int>();

    /// <summary>The trace that it is.</summary>
    public Trace Finish() => new(
        Header.GetValueOrDefault(TraceHeader.Title),
        Header.GetValueOrDefault(TraceHeader.Machine),
        Header.GetValueOrDefault(TraceHeader.Reference),
        Header.GetValueOrDefault(TraceHeader.Clause),
        End,
        Header.GetValueOrDefault(TraceHeader.Found),
        Steps.ToImmutable())
    {
        Schedule = Schedule,
    };
}
