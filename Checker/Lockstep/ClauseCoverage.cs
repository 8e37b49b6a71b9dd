using MsrSpec.Spec.Clauses;

namespace MsrSpec.Checker.Lockstep;

/// <summary>How often each clause decided a step.</summary>
public sealed class ClauseCoverage
{
    private readonly long[] _counts = new long[ClauseIndex.All.Max(clause => clause.Number) + 1];

    /// <summary>The clauses that decided at least one step, with their counts, in the document's order.</summary>
    public IEnumerable<(Clause Clause, long Count)> Counts =>
        ClauseIndex.All.Select(clause => (clause, _counts[clause.Number])).Where(pair => pair.Item2 > 0);

    /// <summary>How many different clauses decided a step.</summary>
    public int Distinct => _counts.Count(count => count > 0);

    /// <summary>Counts the clauses of one step.</summary>
    public void Count(Clause ruling, Clause? consequence)
    {
        _counts[ruling.Number]++;
        if (consequence is not null)
        {
            _counts[consequence.Number]++;
        }
    }
}
