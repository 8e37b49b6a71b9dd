using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// How often each clause decided a step, and which were at stake: a machine that broke one of those would have been
/// found to.
/// </summary>
public sealed class ClauseCoverage
{
    private const int Expected = 256;

    /// <summary>By the number of the reasons: one count a step, and the clauses only when somebody asks.</summary>
    private long[] _counts = new long[Expected];
    private Reasons?[] _reasons = new Reasons?[Expected];

    /// <summary>The clauses that decided at least one step, with their counts, in the document's order.</summary>
    public IEnumerable<(Clause Clause, long Count)> Counts =>
        ClauseIndex.All.Select(clause => (clause, CountOf(clause))).Where(pair => pair.Item2 > 0);

    /// <summary>How many different clauses decided a step.</summary>
    public int Distinct => Counts.Count();

    private IEnumerable<Reasons> Seen => _reasons.OfType<Reasons>();

    /// <summary>Counts the last step of a reference.</summary>
    public void Count(IReference reference)
    {
        Reasons reasons = reference.Reasons;
        if (reasons.Number >= _counts.Length)
        {
            Array.Resize(ref _counts, reasons.Number + Expected);
            Array.Resize(ref _reasons, reasons.Number + Expected);
        }

        if (_counts[reasons.Number]++ == 0)
        {
            _reasons[reasons.Number] = reasons;
        }
    }

    /// <summary>Whether the clause decided a step or was at stake in one.</summary>
    public bool WasAtStake(Clause clause) => CountOf(clause) > 0
        || Seen.Any(reasons => reasons.Case.Clauses.Contains(clause))
        || (Seen.Any() && Standing.Effects.Any(effect => effect.Clause == clause));

    private long CountOf(Clause clause) => Seen
        .Where(reasons => reasons.Ruling == clause || reasons.Permission == clause)
        .Sum(reasons => _counts[reasons.Number]);
}
