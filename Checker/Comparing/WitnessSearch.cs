using CsCheck;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Shrinking;
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

    /// <summary>Looks for a witness: short ones of telling commands first, then any.</summary>
    /// <param name="left">The first machine; it is the reference of the comparison.</param>
    /// <param name="right">The second.</param>
    /// <param name="alsoTells">A further condition on a trace, or null.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>A witness, or null if the search ended without one.</returns>
    public Witness? Find(
        IMachine left, IMachine right, Func<IReadOnlyList<Command>, bool>? alsoTells = null,
        CancellationToken cancellation = default)
    {
        LockstepRunner runner = new(left, right);
        for (int length = 1; length <= ExhaustiveLength; length++)
        {
            if (Enumerate(runner, new Command[length], 0, alsoTells) is { } witness)
            {
                return witness;
            }
        }

        return Sample(left, right, alsoTells, cancellation);
    }

    private static Witness? Enumerate(
        LockstepRunner runner, Command[] commands, int position, Func<IReadOnlyList<Command>, bool>? alsoTells)
    {
        if (position == commands.Length)
        {
            return Tell(runner, commands, alsoTells) is { } divergence
                ? new Witness([.. commands[..(divergence.Step + 1)]], divergence, Shortest: true)
                : null;
        }

        foreach (Command command in TellingCommands.All)
        {
            commands[position] = command;
            if (Enumerate(runner, commands, position + 1, alsoTells) is { } witness)
            {
                return witness;
            }
        }

        return null;
    }

    private Witness? Sample(
        IMachine left, IMachine right, Func<IReadOnlyList<Command>, bool>? alsoTells, CancellationToken cancellation)
    {
        LockstepRunner runner = new(left, right);
        LockstepRunner thorough = new(left, right, looksAtEverything: true);
        SequenceGenerator generator = new();
        PCG random = new(0, _seed);
        for (long sequence = 0; sequence < _sequences && !cancellation.IsCancellationRequested; sequence++)
        {
            Command[] commands = generator.Generate(random, null, out _);
            if (Tell(runner, commands, alsoTells) is not null && Evaluate(commands) is { } divergence)
            {
                ShrinkResult small = new Shrinker(Evaluate).Shrink(commands, divergence);
                return new Witness(small.Commands, small.Divergence, Shortest: false);
            }
        }

        return null;

        Divergence? Evaluate(Command[] commands) => Tell(thorough, commands, alsoTells);
    }

    /// <summary>The divergence of a sequence that also meets the further condition up to it, or null.</summary>
    private static Divergence? Tell(
        LockstepRunner runner, Command[] commands, Func<IReadOnlyList<Command>, bool>? alsoTells) =>
        runner.Run(commands) is { } divergence
        && (alsoTells is null || alsoTells(commands[..(divergence.Step + 1)]))
            ? divergence
            : null;
}
