using System.Diagnostics;
using System.Globalization;
using CsCheck;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>One machine whose commands are counted; it keeps the best round of the whole and of each part.</summary>
internal sealed class CommandsCase
{
    private readonly SequenceGenerator _generator = new();
    private readonly IMachine _machine;
    private readonly ModelMachine _model;
    private readonly LockstepRunner _runner;
    private readonly double[] _parts = [.. Enumerable.Repeat(double.PositiveInfinity, Parts)];

    private const int Parts = 4;
    private const int Whole = 0;

    /// <summary>A case.</summary>
    public CommandsCase(string name, IMachine machine, Dialect dialect)
    {
        Name = name;
        _machine = machine;
        _model = new ModelMachine(dialect.Readings);
        _runner = new LockstepRunner(_model, machine) { Coverage = new ClauseCoverage() };
    }

    /// <summary>The machine's name.</summary>
    public string Name { get; }

    /// <summary>The best round, in millions of commands a second.</summary>
    public double Best => 1e3 / _parts[Whole];

    /// <summary>
    /// The whole to the sum of what is timed of it alone: what driving both sides by turns and comparing them adds.
    /// </summary>
    public double WholeToParts => _parts[Whole] / _parts[1..].Sum();

    /// <summary>The table's row.</summary>
    public string Row
    {
        get
        {
            double rest = _parts[Whole] - _parts[1..].Sum();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Name,-18} {Best,12:F2} {_parts[Whole],9:F0} {_parts[1],9:F0} {_parts[2],6:F0} "
                + $"{_parts[3],8:F0} {rest,15:F0}");
        }
    }

    /// <summary>Runs a batch whole, then in parts.</summary>
    public void Round(ulong seed, int sequences)
    {
        PCG random = new(0, seed);
        Command[][] commands = new Command[sequences][];
        long count = 0;
        Time(1, () =>
        {
            for (int i = 0; i < sequences; i++)
            {
                commands[i] = _generator.Generate(random, null, out _);
                count += commands[i].Length;
            }

            return count;
        });
        Time(2, () => Drive(_model, commands));
        Time(3, () => Drive(_machine, commands));
        Time(Whole, () => RunWhole(seed, sequences));
    }

    private long RunWhole(ulong seed, int sequences)
    {
        PCG random = new(0, seed);
        long before = _runner.Commands;
        for (int i = 0; i < sequences; i++)
        {
            if (_runner.Run(_generator.Generate(random, null, out _)) is { } divergence)
            {
                throw new UnreachableException($"{Name} differs from its model: {divergence.Claim}");
            }
        }

        return _runner.Commands - before;
    }

    private static long Drive(IMachine machine, Command[][] sequences)
    {
        long count = 0;
        foreach (Command[] commands in sequences)
        {
            machine.Reset();
            foreach (Command command in commands)
            {
                _ = machine.Step(command);
            }

            count += commands.Length;
        }

        return count;
    }

    private void Time(int part, Func<long> work)
    {
        long start = Stopwatch.GetTimestamp();
        long commands = work();
        _parts[part] = Math.Min(_parts[part], Stopwatch.GetElapsedTime(start).TotalNanoseconds / commands);
    }
}
