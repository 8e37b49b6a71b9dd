using MsrSpec.Checker.Comparing;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Model;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>
/// How many sequences random checking takes to find a wrong machine, over several seeds, and what becomes of the
/// findings: each is confirmed and shrunk.
/// </summary>
public sealed class Effectiveness
{
    private readonly int _seeds;
    private readonly long[] _sequences;
    private readonly ShrinkResult[] _shrunk;
    private readonly Command[]? _shorter;

    private Effectiveness(
        int seeds, IEnumerable<long> sequences, IEnumerable<ShrinkResult> shrunk, int again, Command[]? shorter)
    {
        _seeds = seeds;
        _sequences = [.. sequences.Order()];
        _shrunk = [.. shrunk];
        Again = again;
        _shorter = shorter;
    }

    /// <summary>The median number of sequences, or null if half of the seeds or more found nothing.</summary>
    public long? Median => (_seeds - 1) / 2 is var middle && middle < _sequences.Length ? _sequences[middle] : null;

    /// <summary>The worst number of those seeds that found something, or null if none did.</summary>
    public long? Worst => _sequences.Length > 0 ? _sequences[^1] : null;

    /// <summary>How many seeds found nothing that a machine made afresh shows.</summary>
    public int NotFound => _seeds - _shrunk.Length;

    /// <summary>The clauses of the shrunk traces, that of most of them first.</summary>
    public IReadOnlyList<Clause?> Clauses =>
    [
        .. _shrunk.GroupBy(small => small.Divergence.Clause)
            .OrderByDescending(group => group.Count()).Select(group => group.Key),
    ];

    /// <summary>The commands of the shrunk traces, fewest first.</summary>
    public IReadOnlyList<int> Lengths => [.. _shrunk.Select(small => small.Commands.Count).Order()];

    /// <summary>The sequences run to shrink each, fewest first.</summary>
    public IReadOnlyList<int> Evaluations => [.. _shrunk.Select(small => small.Evaluations).Order()];

    /// <summary>How many of the shrunk traces show the same again on a machine made afresh.</summary>
    public int Again { get; }

    /// <summary>How many commands break the clause of a shrunk trace that has more of them; else null.</summary>
    public int? Shorter => _shorter?.Length;

    /// <summary>Measures with seeds from 1.</summary>
    /// <param name="create">Makes the machine.</param>
    /// <param name="dialect">The dialect that is right.</param>
    /// <param name="seeds">How many seeds, at least 1.</param>
    /// <param name="sequences">The most sequences with each.</param>
    /// <param name="cancellation">Ends the measurement early.</param>
    public static Effectiveness Measure(
        Func<IMachine> create, Dialect dialect, int seeds, long sequences, CancellationToken cancellation = default)
    {
        ModelMachine model = new(dialect.Readings);
        FreshRunner fresh = new(() => new ModelMachine(dialect.Readings), create) { Cancellation = cancellation };
        List<long> numbers = [];
        List<ShrinkResult> shrunk = [];
        int again = 0;
        for (int seed = 1; seed <= seeds && !cancellation.IsCancellationRequested; seed++)
        {
            RandomOptions options = new((ulong)seed, sequences, SequenceGenerator.DefaultMaxLength, [])
            {
                Target = dialect.Readings.Interface,
            };
            RandomReport report = new RandomCheck(options).Run(model, create, cancellation: cancellation);
            foreach (Finding finding in report.Findings)
            {
                if (Confirmation.Of(fresh, finding.Commands, () => []) is { } confirmed)
                {
                    FreshRunner runner = fresh.LookingOnlyAtTheEnd(confirmed.IsUnobserved);
                    ShrinkResult small = new Shrinker(runner.Run, cancellation: cancellation)
                        .Shrink(confirmed.Commands, confirmed.Divergence);
                    numbers.Add(finding.Sequence);
                    shrunk.Add(small);
                    again += runner.Run([.. small.Commands])?.Clause == small.Divergence.Clause ? 1 : 0;
                }
            }
        }

        return new Effectiveness(seeds, numbers, shrunk, again, FindShorter(create, dialect, shrunk, cancellation));
    }

    /// <summary>The shortest trace that breaks the clause of a longer one, of all commands that are at hand.</summary>
    private static Command[]? FindShorter(Func<IMachine> create, Dialect dialect, List<ShrinkResult> shrunk,
        CancellationToken cancellation)
    {
        IEnumerable<Command> telling = TellingCommands.Of(dialect.Readings.Interface);
        Command[] commands = [.. telling.Concat(shrunk.SelectMany(small => small.Commands)).Distinct()];
        ShorterTrace search = new(() => new ModelMachine(dialect.Readings), create);
        return shrunk.GroupBy(small => small.Divergence.Clause)
            .Select(found => search.Find(commands, found.Key, found.Max(small => small.Commands.Count), cancellation))
            .OfType<Command[]>().MinBy(shorter => shorter.Length);
    }
}
