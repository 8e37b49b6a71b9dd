using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Checker.Comparing;

/// <summary>
/// Looks for every kind of difference between two dialects. Every short sequence of telling commands is tried, then
/// generated ones, then what is around each witness. A command at which the dialects differ is left out of a generated
/// sequence, which then goes on: what is behind it may differ in another way.
/// </summary>
public sealed class KindSearch
{
    private readonly DialectPair _pair;
    private readonly DifferenceScope _scope;

    /// <summary>A search, which for the same scope finds the same.</summary>
    /// <param name="left">The first dialect.</param>
    /// <param name="right">The second.</param>
    /// <param name="scope">What is tried.</param>
    public KindSearch(Dialect left, Dialect right, DifferenceScope scope)
    {
        _pair = new DialectPair(left, right);
        _scope = scope;
    }

    /// <summary>Whether only one of the dialects has the filter: the list is then carried over to it.</summary>
    public bool IsCarriedOver => _pair.IsCarriedOver;

    /// <summary>What is tried, in words.</summary>
    public string Scope => Invariant(
        $"every sequence of up to {DifferenceScope.ShortLength} of {_pair.Commands.Length} telling commands, ")
        + Invariant($"{_scope.Sequences:N0} generated sequences of up to {SequenceGenerator.DefaultMaxLength} ")
        + Invariant($"(seed {_scope.Seed}), and every witness with a telling command put in or in the place of one");

    /// <summary>The kinds, in the specification's order of their clauses.</summary>
    /// <param name="cancellation">Ends the search early, with what was found so far.</param>
    public IReadOnlyList<DifferenceKind> Find(CancellationToken cancellation = default)
    {
        List<DifferenceKind> kinds = [];
        foreach (MutualRunner runner in _pair.Runners)
        {
            KindsFound found = new(runner, [.. kinds.Select(kind => kind.Clauses)], cancellation);
            TryShort(runner, found, cancellation);
            TryGenerated(runner, found, cancellation);
            TryAround(runner, found, cancellation);
            kinds.AddRange(found.Kinds);
        }

        return [.. kinds.OrderBy(kind => PlaceOf(kind.Clauses.Left)).ThenBy(kind => PlaceOf(kind.Clauses.Right))];
    }

    /// <summary>What differs is not made longer: its end would be the same.</summary>
    private void TryShort(MutualRunner runner, KindsFound found, CancellationToken cancellation)
    {
        List<Command[]> alike = [[]];
        for (int length = 1; length <= DifferenceScope.ShortLength; length++)
        {
            List<Command[]> longer = [];
            foreach (Command[] commands in
                alike.TakeWhile(_ => !cancellation.IsCancellationRequested).SelectMany(Extensions))
            {
                if (runner.Run(commands, alike: length - 1) is { } shown)
                {
                    found.Take(commands, shown);
                }
                else if (length < DifferenceScope.ShortLength)
                {
                    longer.Add(commands);
                }
            }

            alike = longer;
        }
    }

    private IEnumerable<Command[]> Extensions(Command[] commands) =>
        _pair.Commands.Select(command => (Command[])[.. commands, command]);

    private void TryGenerated(MutualRunner runner, KindsFound found, CancellationToken cancellation)
    {
        SequenceGenerator generator = new(target: _pair.Target);
        PCG random = new(0, _scope.Seed);
        for (long number = 0; number < _scope.Sequences && !cancellation.IsCancellationRequested; number++)
        {
            Command[] commands = [.. generator.Generate(random, null, out _).Where(DialectPair.IsOfInterest)];
            int alike = 0;
            while (runner.Run(commands, alike) is { } shown)
            {
                found.TakeShrunk(commands, shown);
                alike = shown.Divergence.Step;
                commands = [.. commands[..alike], .. commands[(alike + 1)..]];
            }
        }
    }

    /// <summary>Until no witness is left that is new: a kind is often next to another one.</summary>
    private void TryAround(MutualRunner runner, KindsFound found, CancellationToken cancellation)
    {
        HashSet<DifferenceKind> done = [];
        while (found.Kinds.FirstOrDefault(kind => !done.Contains(kind)) is { } kind)
        {
            done.Add(kind);
            foreach (Command[] commands in Around([.. kind.Steps.Select(step => step.Command)])
                .TakeWhile(_ => !cancellation.IsCancellationRequested))
            {
                if (runner.Run(commands) is { } shown)
                {
                    found.TakeShrunk(commands, shown);
                }
            }
        }
    }

    private IEnumerable<Command[]> Around(Command[] witness) =>
        from place in Enumerable.Range(0, witness.Length)
        from command in _pair.Commands
        from taken in (int[])[0, 1]
        select (Command[])[.. witness[..place], command, .. witness[(place + taken)..]];

    private static int PlaceOf(Clause clause) => ClauseIndex.All.TakeWhile(other => other != clause).Count();
}
