using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Model;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Checker.Running;

/// <summary>
/// Runs jobs and keeps what they find. A divergence is on disk before it is shrunk, and the shrunk one takes its place.
/// </summary>
public sealed class CheckSession
{
    /// <summary>
    /// How long findings are looked at and made small once the time of their job is over, unless said otherwise.
    /// </summary>
    public static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(10);

    private const string NotRepeatable =
        "of two machines made afresh one shows it and one does not: what it does is not up to its commands alone";

    private const string NotLookedAt = "the check was ended before a machine made afresh had shown it";

    private static readonly string Unconfirmed =
        "a machine made afresh shows it neither in this sequence nor behind the ones before it, "
        + Invariant($"of which up to {Confirmation.MostEarlier:N0} were run again: it takes more, or chance");

    /// <summary>While a hang is made small, each attempt that hangs costs as much as patience lasts.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(400);
    private const int Impatience = 20;

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

    /// <summary>How long a machine may take over one command before it counts as hung.</summary>
    public TimeSpan Patience { get; init; } = FreshRunner.UsualPatience;

    /// <summary>How long findings are looked at and made small once the time of their job is over.</summary>
    public TimeSpan Grace { get; init; } = UsualGrace;

    /// <summary>Ends that at once.</summary>
    public CancellationToken Signal { get; init; }

    /// <summary>Runs a job to its end, or to a bound.</summary>
    /// <param name="job">The job.</param>
    /// <param name="progress">Is told how many sequences have run or transitions were compared, or null.</param>
    /// <param name="cancellation">Ends it early: a signal, or the end of its time.</param>
    public JobReport Run(CheckJob job, Action<long>? progress, CancellationToken cancellation) => job.Mode switch
    {
        CheckMode.Random => RunRandom(job, progress, cancellation),
        CheckMode.Exhaustive => RunExhaustive(job, progress, cancellation),
    };

    /// <summary>Takes over a sequence that was running when a checker died, if it diverges.</summary>
    /// <param name="inFlight">The sequence.</param>
    /// <param name="job">A job of its machine and dialect.</param>
    /// <param name="cancellation">Ends it early: a signal, or the end of the time.</param>
    /// <returns>The finding, or null if it does not diverge.</returns>
    /// <exception cref="OperationCanceledException">It was ended before it was carried out.</exception>
    public ShrunkFinding? Recover(InFlight inFlight, CheckJob job, CancellationToken cancellation)
    {
        using ClosingTime closing = new(Grace, cancellation, Signal);
        Command[] commands = [.. inFlight.Commands];
        Divergence? divergence = RunnerOf(job, closing.Token).Run(commands);
        if (divergence is null)
        {
            closing.Token.ThrowIfCancellationRequested();
            return null;
        }

        const string Found = "recovered from a checker that died";
        return Keep(job, new Confirmation(commands, divergence, 0), Found, closing.Token);
    }

    private JobReport RunRandom(CheckJob job, Action<long>? progress, CancellationToken cancellation)
    {
        RandomOptions options = new(
            _seed, job.Sequences, SequenceGenerator.DefaultMaxLength,
            [.. job.Known.SelectMany(defect => defect.Breaks).Select(clause => clause.Id)])
        {
            Patience = Patience,
            Target = job.Dialect.Readings.Interface,
        };
        List<ShrunkFinding> findings = [];
        using ClosingTime closing = new(Grace, cancellation, Signal);
        using InFlightJournal journal = InFlightJournal.Open(_store.Folder, job.Machine, job.Dialect.Name);
        RandomReport report = new RandomCheck(options).Run(
            new ModelMachine(job.Dialect.Readings), job.Create, journal,
            finding => Look(job, finding, options, findings, closing.Token),
            progress, cancellation);
        journal.Complete();
        bool complete = !cancellation.IsCancellationRequested;
        return new JobReport(
            job, report.Sequences, report.Commands, report.Coverage, findings, Missing(job, findings),
            complete ? string.Empty : "ended early", complete)
        {
            CannotShow = report.CannotShow,
        };
    }

    private JobReport RunExhaustive(CheckJob job, Action<long>? progress, CancellationToken cancellation)
    {
        using ClosingTime closing = new(Grace, cancellation, Signal);
        ExhaustiveCheck check = new(job.Dialect.Readings, job.Create, job.Scope!) { Patience = Patience };
        ExhaustiveReport report = check.Run(ExhaustiveCheck.DefaultMaxStates, progress, cancellation);
        List<ShrunkFinding> findings = [];
        if (report.Divergence is { } divergence)
        {
            Command[] path = [.. report.Path];
            Confirmation? confirmed = Confirmation.Of(
                RunnerOf(job, closing.Token), path, () => report.PathsBefore);
            string found = $"mode=exhaustive scope={job.Scope!.Name} tool={_version}";
            findings.Add(confirmed is null
                ? AsFound(job, path, divergence, found, WhyNot(closing.Token))
                : Keep(job, confirmed, found, closing.Token));
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
            CannotShow = report.CannotShow,
        };
    }

    /// <summary>Looks closely at a finding of random sequences, unless it turns out to be one that is known.</summary>
    private Kept Look(
        CheckJob job, Finding finding, RandomOptions options, List<ShrunkFinding> findings, CancellationToken closing)
    {
        Confirmation? confirmed = Confirmation.Of(
            RunnerOf(job, closing), finding.Commands, () => Before(options, finding));
        Clause? clause = (confirmed?.Divergence ?? finding.Divergence).Clause;
        if (findings.Exists(known => known.Divergence.Clause == clause))
        {
            return new Kept(clause, GoesOn: true);
        }

        string found = Invariant($"seed={_seed} mode=random sequence={finding.Sequence} tool={_version}");
        findings.Add(confirmed is null
            ? AsFound(job, finding.Commands, finding.Divergence, found, WhyNot(closing))
            : Keep(job, confirmed, found, closing));
        return new Kept(clause, findings[^1].Defect is not null);
    }

    /// <summary>Why no machine made for it has shown a finding.</summary>
    private static string WhyNot(CancellationToken closing) =>
        closing.IsCancellationRequested ? NotLookedAt : Unconfirmed;

    /// <summary>What no machine made for it has shown stands as it was found.</summary>
    private ShrunkFinding AsFound(
        CheckJob job, Command[] commands, Divergence divergence, string found, string why)
    {
        Trace asFound = CounterexampleText.Build(
            job.Machine, job.Dialect.Name, new ModelMachine(job.Dialect.Readings), commands, divergence, found);
        return new ShrunkFinding(
            divergence, asFound, null, divergence.Step + 1, 0, LocallyMinimal: false, _store.PathOf(asFound),
            Written: false, why)
        {
            Confirmed = false,
        };
    }

    /// <summary>Shrinks and keeps what a machine made for it shows.</summary>
    private ShrunkFinding Keep(CheckJob job, Confirmation confirmed, string found, CancellationToken closing)
    {
        ModelMachine model = new(job.Dialect.Readings);
        Trace asFound = CounterexampleText.Build(
            job.Machine, job.Dialect.Name, model, confirmed.Commands, confirmed.Divergence, found);
        bool written = _store.TryWrite(asFound, out string? problem);
        FreshRunner impatient = Impatient(job, confirmed, closing);
        ShrinkResult small = new Shrinker(impatient.Run, cancellation: closing)
            .Shrink(confirmed.Commands, confirmed.Divergence);
        if (!closing.IsCancellationRequested && impatient.Run([.. small.Commands]) is null)
        {
            _store.Discard(asFound);
            return AsFound(job, confirmed.Commands, confirmed.Divergence, found, NotRepeatable);
        }

        Trace trace = CounterexampleText.Build(
            job.Machine, job.Dialect.Name, model, [.. small.Commands], small.Divergence, found);
        bool outgrown = written && asFound.Clause != trace.Clause;
        written = (!outgrown && written) | _store.TryWrite(trace, out problem);
        if (outgrown && problem is null)
        {
            _store.Discard(asFound);
        }

        KnownDefect? defect = KnownDefect.Explaining(
            job.Known, job.Dialect, RunnerOf, [.. small.Commands], small.Divergence.Clause);
        return new ShrunkFinding(
            small.Divergence, trace, defect, confirmed.Divergence.Step + 1, small.Evaluations, small.LocallyMinimal,
            _store.PathOf(trace), written, problem)
        {
            Earlier = (closing.IsCancellationRequested ? confirmed.Earlier == 0 : ShowsAlone(impatient, small))
                ? 0
                : small.Commands.SkipLast(1).Count(one => one is Command.DestroyVm),
            IsUnobserved = confirmed.IsUnobserved,
            Reported = MachineReport.Of(job.Create, [.. small.Commands], impatient.Patience),
        };

        FreshRunner RunnerOf(ReadingSet readings) => new(() => new ModelMachine(readings), job.Create)
        {
            LooksOnlyAtTheEnd = confirmed.IsUnobserved,
        };
    }

    /// <summary>Whether the last VM of a trace shows what it does without those before it.</summary>
    private static bool ShowsAlone(FreshRunner runner, ShrinkResult small)
    {
        Command[] before = [.. small.Commands.SkipLast(1)];
        int end = Array.FindLastIndex(before, one => one is Command.DestroyVm);
        return end >= 0 && runner.Run([.. small.Commands.Skip(end + 1)])?.Clause == small.Divergence.Clause;
    }

    /// <summary>What looks at a finding as often as it takes to make it small.</summary>
    private FreshRunner Impatient(CheckJob job, Confirmation confirmed, CancellationToken closing) =>
        new(() => new ModelMachine(job.Dialect.Readings), job.Create)
        {
            Patience = Patience / Impatience > LeastPatience ? Patience / Impatience : LeastPatience,
            Cancellation = closing,
            LooksOnlyAtTheEnd = confirmed.IsUnobserved,
        };

    private FreshRunner RunnerOf(CheckJob job, CancellationToken closing) =>
        new(() => new ModelMachine(job.Dialect.Readings), job.Create) { Patience = Patience, Cancellation = closing };

    /// <summary>What the same machine carried out before a finding: the seed's sequences, made once more.</summary>
    private static IReadOnlyList<Command[]> Before(RandomOptions options, Finding finding)
    {
        long first = Math.Max(finding.Since, finding.Sequence - Confirmation.MostEarlier);
        using SequencesAhead again = new(options with { Sequences = finding.Sequence - 1 });
        Queue<Command[]> last = [];
        foreach (GeneratedSequence sequence in again.Sequences())
        {
            last.Enqueue(sequence.Commands);
            if (last.Count > finding.Sequence - first)
            {
                _ = last.Dequeue();
            }
        }

        return [.. last];
    }

    private static List<(KnownDefect, Clause)> Missing(CheckJob job, List<ShrunkFinding> findings) =>
    [
        .. from defect in job.Known
           from clause in defect.Breaks
           where !findings.Any(finding => finding.Divergence.Clause == clause)
           select (defect, clause),
    ];
}
