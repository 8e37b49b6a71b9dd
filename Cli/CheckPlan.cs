using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Running;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli;

/// <summary>Makes jobs of a request, or says what is wrong with it.</summary>
internal static class CheckPlan
{
    private const long DirectSequences = 600_000;
    private const long CoreSequences = 200_000;
    private const long SearchSequences = 1_000_000;
    private const long PortSequences = 100_000;

    /// <summary>The jobs of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="jobs">The jobs, in order.</param>
    /// <returns>What is wrong with the request, or null.</returns>
    public static string? Make(CheckRequest request, out IReadOnlyList<CheckJob> jobs)
    {
        jobs = [];
        Dialect? dialect = request.Dialect is null ? Dialect.Sound : Dialect.Find(request.Dialect);
        Func<IMachine>? create = request.Machine is null ? null : Machines.Find(request.Machine);
        string? problem =
            dialect is null ? $"unknown dialect '{request.Dialect}'; known are {Known()}"
            : request.Machine is not null && create is null
                ? $"unknown machine '{request.Machine}'; known are {Machines.Names}"
            : request is { Mode: "exhaustive", Sequences: not null } ? "--mode exhaustive contradicts --sequences"
            : null;
        if (problem is null)
        {
            jobs = create is null ? Standard(request, dialect!) : Single(request, dialect!, create);
        }

        return problem;
    }

    /// <summary>Whether a machine is known to have the posted patch's defects under the dialect.</summary>
    public static IReadOnlyList<KnownDefect> KnownOf(string machine, Dialect dialect) =>
        machine is Machines.Posted or Machines.PostedDirect && dialect == Dialect.Sound
            ? KnownDefect.OfThePostedPatch
            : [];

    /// <summary>A random job of a machine.</summary>
    public static CheckJob Random(string name, Func<IMachine> create, Dialect dialect, long? sequences)
    {
        IReadOnlyList<KnownDefect> known = KnownOf(name, dialect);
        long standard = known.Count > 0
            ? SearchSequences
            : name == Machines.Optimized ? CoreSequences : DirectSequences;
        return new CheckJob(name, create, dialect, CheckMode.Random, null, sequences ?? standard, known);
    }

    private static string Known() => string.Join(", ", Dialect.All.Select(dialect => dialect.Name));

    private static List<CheckJob> Standard(CheckRequest request, Dialect dialect)
    {
        List<CheckJob> jobs = [];
        if (request.Mode != "exhaustive")
        {
            jobs.AddRange(Machines.Implementations
                .Where(machine => machine.Name != Machines.PostedDirect)
                .Select(machine => Random(machine.Name, machine.Create, dialect, request.Sequences)));

            // The port must be the patch, with every defect and no other.
            jobs.Add(Random(
                Machines.Posted, Machines.Find(Machines.Posted)!, Dialect.Posted, request.Sequences ?? PortSequences));
        }

        if (request.Mode != "random")
        {
            jobs.AddRange(Exhaustive(Machines.OptimizedDirect, Machines.Find(Machines.OptimizedDirect)!, dialect));
        }

        return jobs;
    }

    private static List<CheckJob> Single(CheckRequest request, Dialect dialect, Func<IMachine> create)
    {
        List<CheckJob> jobs = [];
        if (request.Mode != "exhaustive")
        {
            jobs.Add(Random(request.Machine!, create, dialect, request.Sequences));
        }

        // An exhaustive job stops at the first divergence; of a machine with known ones it would say nothing new.
        if (request.Mode == "exhaustive" || (request.Mode == "all" && KnownOf(request.Machine!, dialect).Count == 0))
        {
            jobs.AddRange(Exhaustive(request.Machine!, create, dialect));
        }

        return jobs;
    }

    private static IEnumerable<CheckJob> Exhaustive(string name, Func<IMachine> create, Dialect dialect) =>
        Scopes.All.Select(scope => new CheckJob(
            name, create, dialect, CheckMode.Exhaustive, scope, 0, KnownOf(name, dialect)));
}
