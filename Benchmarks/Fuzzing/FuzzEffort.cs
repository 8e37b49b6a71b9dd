namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>How much a run measures: the more, the less a busy machine matters.</summary>
/// <param name="Seeds">Seeds of the runs from an empty corpus, from 1.</param>
/// <param name="Rounds">Alternated rounds of each; the best counts.</param>
/// <param name="Runs">
/// Inputs of a run from an empty corpus: seconds of them, so that what the runtime needs to start and to compile, a
/// third of a second, does not decide.
/// </param>
/// <param name="SameInputRuns">
/// How often one input is run; a third of it must outlast the compiling, which takes a third of a second.
/// </param>
/// <param name="BugSeeds">Seeds for the planted bug, from 1.</param>
internal sealed record FuzzEffort(int Seeds, int Rounds, long Runs, long SameInputRuns, int BugSeeds)
{
    /// <summary>What the goals are judged by: about seven minutes.</summary>
    public static FuzzEffort Full { get; } = new(3, 3, 12_000_000, 12_000_000, 8);

    /// <summary>A look: about two minutes.</summary>
    public static FuzzEffort Quick { get; } = new(1, 2, 10_000_000, 6_000_000, 8);
}
