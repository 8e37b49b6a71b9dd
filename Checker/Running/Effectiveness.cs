using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Model;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>How many sequences random checking takes to find a wrong machine, over several seeds.</summary>
/// <param name="Median">The median, or null if half of the seeds or more found nothing.</param>
/// <param name="Worst">The worst of those that found something, or null if none did.</param>
/// <param name="NotFound">How many seeds found nothing.</param>
/// <param name="Clause">The clause found broken by most seeds, or null.</param>
public sealed record Effectiveness(long? Median, long? Worst, int NotFound, Clause? Clause)
{
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
        List<Finding> findings = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            RandomOptions options = new(
                (ulong)seed, sequences, SequenceGenerator.DefaultMaxLength, []);
            RandomReport report = new RandomCheck(options).Run(model, create, cancellation: cancellation);
            findings.AddRange(report.Findings);
        }

        FreshRunner fresh = new(() => new ModelMachine(dialect.Readings), create);
        long[] counts = [.. findings.Select(finding => finding.Sequence).Order()];
        int middle = (seeds - 1) / 2;
        return new Effectiveness(
            middle < counts.Length ? counts[middle] : null,
            counts.Length > 0 ? counts[^1] : null,
            seeds - counts.Length,
            findings.GroupBy(finding => (fresh.Run(finding.Commands) ?? finding.Divergence).Clause)
                .OrderByDescending(group => group.Count()).FirstOrDefault()?.Key);
    }
}
