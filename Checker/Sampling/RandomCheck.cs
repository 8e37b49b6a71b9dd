using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>Runs generated sequences in lockstep. The same seed runs the same sequences.</summary>
internal sealed class RandomCheck
{
    private const long PollInterval = 64;
    private const string NoClause = "";

    private readonly RandomOptions _options;
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private bool _stopped;

    /// <summary>A check with these bounds, whose sequences follow from the seed.</summary>
    public RandomCheck(RandomOptions options) => _options = options;

    /// <summary>Runs until a bound, a finding or the caller ends it.</summary>
    /// <param name="reference">The machine that is right.</param>
    /// <param name="subject">The machine that is judged.</param>
    /// <param name="journal">Takes down sequences, or null.</param>
    /// <param name="found">Is told of the first divergence of each clause at once; false ends the run. Or null.</param>
    /// <param name="progress">Is told how many sequences have run, or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public RandomReport Run(
        IMachine reference,
        IMachine subject,
        ISequenceJournal? journal = null,
        Func<Finding, bool>? found = null,
        Action<long>? progress = null,
        CancellationToken cancellation = default)
    {
        ClauseCoverage coverage = new();
        LockstepRunner runner = new(reference, subject) { Coverage = coverage };
        using SequencesAhead ahead = new(_options);
        long sequences = 0;
        foreach (GeneratedSequence sequence in ahead.Sequences())
        {
            if (sequences % PollInterval == 0)
            {
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                progress?.Invoke(sequences);
            }

            // It is taken down before anybody can run it.
            journal?.Begin(sequence.Words);
            sequences++;
            if (runner.Run(sequence.Commands) is { } divergence)
            {
                Record(new Finding(sequence.Commands, divergence, sequences), found);
                if (IsDone())
                {
                    break;
                }
            }
        }

        progress?.Invoke(sequences);
        return new RandomReport(sequences, runner.Commands, [.. _findings.Values], coverage);
    }

    private void Record(Finding finding, Func<Finding, bool>? found)
    {
        if (_findings.TryAdd(finding.Divergence.Clause?.Id ?? NoClause, finding))
        {
            _stopped = found is not null && !found(finding);
        }
    }

    private bool IsDone() => _stopped
        || (_options.Required.Count == 0 ? _findings.Count > 0 : _options.Required.All(_findings.ContainsKey));
}
