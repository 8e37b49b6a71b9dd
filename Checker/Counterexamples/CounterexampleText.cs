using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// Makes a trace of a diverging sequence: every command with the reference's answer, the last with the claim.
/// </summary>
public static class CounterexampleText
{
    /// <summary>The trace of a divergence.</summary>
    /// <param name="machine">The machine's name.</param>
    /// <param name="referenceName">The reference's name.</param>
    /// <param name="reference">The reference, which is run again for its answers.</param>
    /// <param name="words">The sequence; what stands behind the divergence is left out.</param>
    /// <param name="divergence">The divergence.</param>
    /// <param name="found">Where it came from.</param>
    public static Trace Build(
        string machine, string referenceName, IMachine reference, ReadOnlySpan<ulong> words, Divergence divergence,
        string found)
    {
        reference.Reset();
        List<TraceStep> steps = [];
        foreach (Command command in CommandWord.Decode(words[..(divergence.Step + 1)]))
        {
            Outcome expected = reference.Step(command);
            steps.Add(new TraceStep(command, expected, steps.Count == divergence.Step ? divergence.Claim : null));
        }

        return new Trace(
            divergence.Clause?.Sentence, machine, referenceName, divergence.Clause?.Id, TraceEnd.Mismatch, found,
            [.. steps]);
    }
}
