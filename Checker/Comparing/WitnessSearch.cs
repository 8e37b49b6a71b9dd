using System.Collections.Immutable;
using CsCheck;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Sequences;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>
/// Looks for the shortest trace that tells two machines apart: every sequence of telling commands, shorter ones first;
/// then generated sequences, shrunk.
/// </summary>
public sealed class WitnessSearch
{
    private const int ExhaustiveLength = 4;

    private readonly ulong _seed;
    private readonly long _sequences;

    /// <summary>A search, which for the same seed finds the same.</summary>
    /// <param name="seed">Decides the generated sequences.</param>
    /// <param name="sequences">How many of them are tried.</param>
    public WitnessSearch(ulong seed, long sequences)
    {
        _seed = seed;
        _sequences = sequences;
    }

    /// <summary>The interface whose commands are tried.</summary>
    public Interface Target { get; init; } = Interface.Allowlist;

    /// <summary>How long a machine may take over one command before it counts as hung.</summary>
    public TimeSpan Patience { get; init; } = FreshRunner.UsualPatience;

    /// <summary>Looks for a witness: short ones of telling commands first, then any.</summary>
    /// <param name="left">Makes the first machine; it is the reference of the comparison.</param>
    /// <param name="right">Makes the second.</param>
    /// <param name="alsoTells">A further condition on a trace, or null.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>A witness, or null if the search ended without one.</returns>
    public Witness? Find(
        Func<IMachine> left, Func<IMachine> right, Func<IReadOnlyList<Command>, bool>? alsoTells = null,
        CancellationToken cancellation = default)
    {
        LockstepRunner runner = new(left, right);
        FreshRunner fresh = new(left, right) { Patience = Patience, Cancellation = cancellation };
        Command[] tried = [];
        Witness? witness = null;
        WorkEnd end = Watched.Run(
            () => witness = Candidates().TakeWhile(_ => !cancellation.IsCancellationRequested)
                .Select(Try).FirstOrDefault(found => found is not null),
            runner, Patience, cancellation);
        return end == WorkEnd.Unanswered
            ? new Witness(tried, runner.Ended(tried, Outcome.Hung), Shortest: false) { LocallyMinimal = false }
            : witness;

        Witness? Try((Command[] Commands, bool IsShort) candidate)
        {
            tried = candidate.Commands;
            return Tell(runner.Run(tried), tried, alsoTells) is not { } divergence
                || Evaluate(tried) is not { } shown ? null
                : candidate.IsShort ? new Witness([.. tried[..(divergence.Step + 1)]], divergence, Shortest: true)
                : Shrink(tried, shown);
        }

        Divergence? Evaluate(Command[] commands) => Tell(fresh.Run(commands), commands, alsoTells);

        Witness Shrink(Command[] commands, Divergence divergence)
        {
            ShrinkResult small = new Shrinker(Evaluate, cancellation: cancellation).Shrink(commands, divergence);
            return new Witness(small.Commands, small.Divergence, Shortest: false)
            {
                LocallyMinimal = small.LocallyMinimal,
            };
        }
    }

    /// <summary>What is tried, and whether it is one of the short sequences.</summary>
    private IEnumerable<(Command[] Commands, bool IsShort)> Candidates()
    {
        ImmutableArray<Command> telling = TellingCommands.Of(Target);
        for (int length = 1; length <= ExhaustiveLength; length++)
        {
            foreach (Command[] commands in AllSequences.Of(telling, length))
            {
                yield return (commands, true);
            }
        }

        SequenceGenerator generator = new(target: Target);
        PCG random = new(0, _seed);
        for (long sequence = 0; sequence < _sequences; sequence++)
        {
            yield return (generator.Generate(random, null, out _), false);
        }
    }

    /// <summary>The divergence of a sequence that also meets the further condition up to it, or null.</summary>
    private static Divergence? Tell(
        Divergence? divergence, Command[] commands, Func<IReadOnlyList<Command>, bool>? alsoTells) =>
        divergence is not null && (alsoTells is null || alsoTells(commands[..(divergence.Step + 1)]))
            ? divergence
            : null;
}
