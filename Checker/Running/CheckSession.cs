using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Model;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Checker.Running;

/// <summary>
/// Runs jobs and keeps what they find. A divergence is on disk before it is shrunk, and the shrunk one takes its place.
/// </summary>
public sealed class CheckSession
{
    private readonly CounterexampleStore _store;
    private readonly ulong _seed;
    private readonly string _version;

    /// <summary>A session, which keeps what its jobs find in the store.</summary>
    /// <param name="store">Where counterexamples go.</param>
    /// <param name="seed">Decides every random job.</param>
    /// <param name="version">The tool's version, for provenance.</param>
    public CheckSession(CounterexampleStore store, ulong seed, string version)
    {
        _store = store;
        _seed = seed;
        _version = version;
    }

    /// <summary>Runs a job to its end, or to a bound.</summary>
    /// <param name="job">The job.</param>
    /// <param name="progress">Is told how many sequences have run or transitions were compared, or null.</param>
    /// <param name="cancellation">Ends it early.</param>
    public JobReport Run(CheckJob job, Action<long>? progress, CancellationToken cancellation) => job.Mode switch
    {
        CheckMode.Random => RunRandom(job, progress, cancellation),
        CheckMode.Exhaustive => RunExhaustive(job, progress, cancellation),
    };

    /// <summary>Takes over a sequence that was running when a checker died, if it diverges.</summary>
    /// <param name="inFlight">The sequence.</param>
    /// <param name="job">A job of its machine and dialect.</param>
    /// <returns>The finding, or null if it does not diverge.</returns>
    public ShrunkFinding? Recover(InFlight inFlight, CheckJob job)
    {
        ModelMachine model = new(job.Dialect.Readings);
        Command[] commands = [.. inFlight.Commands];
        return new LockstepRunner(model, job.Create()).Run(commands) is { } divergence
            ? Keep(job, commands, divergence, "recovered from a checker that died")
            : null;
    }

    private JobReport RunRandom(CheckJob job, Action<long>? progress, CancellationToken cancellation)
    {
        RandomOptions options = new(
            _seed, job.Sequences, SequenceGenerator.DefaultMaxLength,
            [.. job.Known.SelectMany(defect => defect.Breaks).Select(clause => clause.Id)]);
        List<ShrunkFinding> findings = [];
        IMachine machine = job.Create();
        using InFlightJournal journal = InFlightJournal.Open(_store.Folder, job.Machine, job.Dialect.Name);
        RandomReport report = new RandomCheck(options).Run(
            new ModelMachine(job.Dialect.Readings), machine, journal,
            finding =>
            {
                findings.Add(Keep(job, finding.Commands, finding.Divergence, Provenance(finding)));
                return findings[^1].Defect is not null;
            },
            progress, cancellation);
        journal.Complete();
        bool complete = !cancellation.IsCancellationRequested;
        return new JobReport(
            job, report.Sequences, report.Commands, report.Coverage, findings, Missing(job, findings),
            complete ? string.Empty : "ended early", complete)
        {
            CannotShow = machine.CannotShow,
        };
    }

    private JobReport RunExhaustive(CheckJob job, Action<long>? progress, CancellationToken cancellation)
    {
        IMachine machine = job.Create();
        ExhaustiveReport report = new ExhaustiveCheck(job.Dialect.Readings, machine, job.Scope!)
            .Run(ExhaustiveCheck.DefaultMaxStates, progress, cancellation);
        List<ShrunkFinding> findings = [];
        if (report.Divergence is { } divergence)
        {
            Command[] path = [.. report.Path];
            findings.Add(Keep(job, path, divergence, $"mode=exhaustive scope={job.Scope!.Name} tool={_version}"));
        }

        string note = report.Closed
            ? Invariant($"closed: {report.States:N0} states, {report.Transitions:N0} transitions, depth {report.Depth}")
            : findings.Count > 0 ? "ended at the first divergence"
            : cancellation.IsCancellationRequested
                ? report.Steps == 0 ? "ended while its states were still numbered" : "ended early"
            : "the bound on states was hit";
        return new JobReport(
            job, report.States, report.Steps, report.Coverage, findings, [], note,
            report.Closed || findings.Count > 0)
        {
            CannotShow = machine.CannotShow,
        };
    }

    private ShrunkFinding Keep(CheckJob job, Command[] commands, Divergence divergence, string found)
    {
        ModelMachine model = new(job.Dialect.Readings);
        LockstepRunner runner = new(model, job.Create());
        Trace asFound = CounterexampleText.Build(job.Machine, job.Dialect.Name, model, commands, divergence, found);
        string? problem = null;
        bool written = TryWrite(asFound, ref problem);
        ShrinkResult small = new Shrinker(candidate => runner.Run(candidate)).Shrink(commands, divergence);
        Trace trace = CounterexampleText.Build(
            job.Machine, job.Dialect.Name, model, [.. small.Commands], small.Divergence, found);
        written |= TryWrite(trace, ref problem);
        KnownDefect? defect = KnownDefect.Explaining(
            job.Known, job.Dialect, job.Create(), [.. small.Commands], divergence.Clause);
        return new ShrunkFinding(
            small.Divergence, trace, defect, divergence.Step + 1, small.Evaluations, small.LocallyMinimal,
            _store.PathOf(trace), written, problem);
    }

    /// <summary>A finding that cannot be kept is told all the same: the disk may be full.</summary>
    private bool TryWrite(Trace trace, ref string? problem)
    {
        try
        {
            bool written = _store.Write(trace);
            problem = null;
            return written;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            problem = refusal.Message;
            return false;
        }
    }

    private string Provenance(Finding finding) =>
        Invariant($"seed={_seed} mode=random sequence={finding.Sequence} tool={_version}");

    private static List<(KnownDefect, Clause)> Missing(CheckJob job, List<ShrunkFinding> findings) =>
    [
        .. from defect in job.Known
           from clause in defect.Breaks
           where !findings.Any(finding => finding.Divergence.Clause == clause)
           select (defect, clause),
    ];
}
