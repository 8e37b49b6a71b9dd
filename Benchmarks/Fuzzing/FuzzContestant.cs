namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>One side of a race.</summary>
/// <param name="program">The fuzzer.</param>
internal sealed class FuzzContestant(FuzzProgram program)
{
    /// <summary>Seconds of processor time for an execution in the best round.</summary>
    public double BestSeconds { get; private set; } = double.PositiveInfinity;

    /// <summary>What went wrong in a round, with the end of the output; null if nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs once.</summary>
    public void Round(IReadOnlyList<string> words)
    {
        FuzzOutcome outcome = program.Run(words);
        if (outcome is { Status: 0, Executions: long executions and > 0 })
        {
            BestSeconds = Math.Min(BestSeconds, outcome.ProcessorSeconds / executions);
        }
        else
        {
            Problem ??= $"{program.Name} ends with status {outcome.Status}: {outcome.LastLines}";
        }
    }
}
