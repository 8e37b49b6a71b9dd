using MsrSpec.Checker.Exploring;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Checker.Running;

/// <summary>Makes the jobs of a check.</summary>
/// <param name="Dialect">The dialect that is right.</param>
/// <param name="Mode">How to check; null for every way that says something.</param>
/// <param name="Sequences">The most sequences of each random job, or null for the standard number.</param>
public sealed record CheckPlan(Dialect Dialect, CheckMode? Mode, long? Sequences)
{
    private const long SearchSequences = 1_000_000;
    private const long PortSequences = 100_000;

    /// <summary>A random job of a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="dialect">The dialect that is right.</param>
    /// <param name="sequences">The most sequences, or null for the standard number.</param>
    public static CheckJob Random(RegisteredMachine machine, Dialect dialect, long? sequences)
    {
        IReadOnlyList<KnownDefect> known = machine.KnownDefects(dialect);
        long standard = known.Count > 0 ? SearchSequences : machine.Sequences;
        return new CheckJob(
            machine.Name, machine.Create, dialect, CheckMode.Random, null, sequences ?? standard, known);
    }

    /// <summary>The jobs of a check that names no machine, in order.</summary>
    public IReadOnlyList<CheckJob> JobsOf(StandardMachines machines)
    {
        List<CheckJob> jobs = [];
        if (Mode != CheckMode.Exhaustive)
        {
            jobs.AddRange(machines.Random.Select(machine => Random(machine, Dialect, Sequences)));

            // The port must be the patch, with every defect and no other.
            jobs.Add(Random(machines.Port, Dialect.Posted, Sequences ?? PortSequences));
            jobs.AddRange(machines.Others.Select(machine => Random(machine, machine.Claims!, Sequences)));
        }

        if (Mode != CheckMode.Random)
        {
            jobs.AddRange(machines.Exhaustive.SelectMany(
                machine => Exhaustive(machine, machine.Claims ?? Dialect)));
        }

        return jobs;
    }

    /// <summary>The jobs of a check of one machine, in order.</summary>
    public IReadOnlyList<CheckJob> JobsOf(RegisteredMachine machine)
    {
        List<CheckJob> jobs = [];
        if (Mode != CheckMode.Exhaustive)
        {
            jobs.Add(Random(machine, Dialect, Sequences));
        }

        // An exhaustive job stops at the first divergence; of a machine with known ones it would say nothing new.
        if (Mode == CheckMode.Exhaustive || (Mode is null && machine.KnownDefects(Dialect).Count == 0))
        {
            jobs.AddRange(Exhaustive(machine, Dialect));
        }

        return jobs;
    }

    private static IEnumerable<CheckJob> Exhaustive(RegisteredMachine machine, Dialect dialect) =>
        Scopes.All.Where(scope => scope.Target == dialect.Readings.Interface).Select(scope => new CheckJob(
            machine.Name, machine.Create, dialect, CheckMode.Exhaustive, scope, 0, machine.KnownDefects(dialect)));
}
