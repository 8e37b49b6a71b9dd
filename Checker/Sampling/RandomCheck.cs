using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>Runs generated sequences in lockstep. The same seed runs the same sequences.</summary>
internal sealed class RandomCheck
{
    private const string NoClause = "";

    /// <summary>A difference that turns out to be another clause's is looked at again, but not for ever.</summary>
    private const int MostLooks = 8;

    private readonly RandomOptions _options;
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _looks = new(StringComparer.Ordinal);
    private bool _stopped;

    /// <summary>A check with these bounds, whose sequences follow from the seed.</summary>
    public RandomCheck(RandomOptions options) => _options = options;

    /// <summary>Runs until a bound, a finding or the caller ends it.</summary>
    /// <param name="reference">The machine that is right.</param>
    /// <param name="subject">Makes the machine that is judged: one, and another after each divergence.</param>
    /// <param name="journal">Takes down sequences, or null.</param>
    /// <param name="keep">Is given the first divergence of each clause at once; or null.</param>
    /// <param name="progress">Is told how many sequences have run, or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public RandomReport Run(
        IMachine reference,
        Func<IMachine> subject,
        ISequenceJournal? journal = null,
        Func<Finding, Kept>? keep = null,
        Action<long>? progress = null,
        CancellationToken cancellation = default)
    {
        ClauseCoverage coverage = new();
        using SequencesAhead ahead = new(_options);
        using IEnumerator<GeneratedSequence> sequences = ahead.Sequences().GetEnumerator();
        long count = 0;
        long commands = 0;
        IReadOnlyList<HiddenField> hidden = [];
        Finding? finding;
        do
        {
            LockstepRunner runner = new(() => reference, subject) { Coverage = coverage };
            Stretch stretch = new(runner, count, journal, progress, cancellation);
            finding = stretch.Run(sequences, _options.Patience);
            count = stretch.Sequences;
            commands += runner.Commands;
            hidden = runner.CannotShow;
            if (finding is not null)
            {
                Record(finding, keep);
            }
        }
        while (finding is not null && !IsDone());

        progress?.Invoke(count);
        return new RandomReport(count, commands, [.. _findings.Values], coverage, hidden);
    }

    private void Record(Finding finding, Func<Finding, Kept>? keep)
    {
        string seen = IdOf(finding.Divergence.Clause);
        int looks = _looks.GetValueOrDefault(seen);
        if (_findings.ContainsKey(seen) || looks == MostLooks)
        {
            return;
        }

        _looks[seen] = looks + 1;
        Kept kept = keep?.Invoke(finding) ?? new Kept(finding.Divergence.Clause, GoesOn: true);
        _ = _findings.TryAdd(IdOf(kept.Clause), finding);
        _stopped = !kept.GoesOn;
    }

    private static string IdOf(Clause? clause) => clause?.Id ?? NoClause;

    private bool IsDone() => _stopped
        || (_options.Required.Count == 0 ? _findings.Count > 0 : _options.Required.All(_findings.ContainsKey));
}
