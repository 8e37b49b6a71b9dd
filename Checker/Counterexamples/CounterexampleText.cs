using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// Makes a trace of a sequence: every command with the reference's answer, a diverging one with the claim.
/// </summary>
public static class CounterexampleText
{
    /// <summary>The trace of a sequence, up to its divergence.</summary>
    /// <param name="machine">The machine's name.</param>
    /// <param name="referenceName">The reference's name.</param>
    /// <param name="reference">The reference, which is run again for its answers.</param>
    /// <param name="commands">The sequence; what stands behind a divergence is left out.</param>
    /// <param name="divergence">The divergence; null if the two agree on every command.</param>
    /// <param name="found">Where it came from.</param>
    public static Trace Build(
        string machine, string referenceName, IMachine reference, ReadOnlySpan<Command> commands,
        Divergence? divergence, string found)
    {
        reference.Reset();
        List<TraceStep> steps = [];
        foreach (Command command in divergence is null ? commands : commands[..(divergence.Step + 1)])
        {
            Outcome expected = reference.Step(command);
            steps.Add(new TraceStep(command, expected, steps.Count == divergence?.Step ? divergence.Claim : null));
        }

        TraceEnd end = divergence is null ? TraceEnd.Agreement : TraceEnd.Mismatch;
        return new Trace(
            divergence?.Clause?.Sentence, machine, referenceName, divergence?.Clause?.Id, end, found, [.. steps]);
    }
}
