using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>A machine that has a name, and what a check must know of it.</summary>
/// <param name="Name">The name, as command lines, traces and journals have it.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Create">Makes a fresh one.</param>
public sealed record RegisteredMachine(string Name, string Summary, Func<IMachine> Create)
{
    private const long UsualSequences = 600_000;

    /// <summary>The defects that it is known to have where a dialect is right.</summary>
    public Func<Dialect, IReadOnlyList<KnownDefect>> KnownDefects { get; init; } = _ => [];

    /// <summary>Makes a fresh one whose calls several threads can make at once; null if none is like that.</summary>
    public Func<IThreadedMachine>? CreateThreaded { get; init; }

    /// <summary>The dialect that it claims to be; null if that is not said.</summary>
    public Dialect? Claims { get; init; }

    /// <summary>The most sequences of a random job, unless they are said or known defects have to be found.</summary>
    public long Sequences { get; init; } = UsualSequences;
}
