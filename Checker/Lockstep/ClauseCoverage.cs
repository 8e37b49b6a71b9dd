using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// How often each clause decided a step, and which were at stake: a machine that broke one of those would have been
/// found to.
/// </summary>
public sealed class ClauseCoverage
{
    private readonly long[] _counts = new long[ClauseIndex.All.Max(clause => clause.Number) + 1];
    private readonly bool[] _cases = new bool[Specification.Cases.Max(left => left.Number) + 1];

    /// <summary>The clauses that decided at least one step, with their counts, in the document's order.</summary>
    public IEnumerable<(Clause Clause, long Count)> Counts =>
        ClauseIndex.All.Select(clause => (clause, _counts[clause.Number])).Where(pair => pair.Item2 > 0);

    /// <summary>How many different clauses decided a step.</summary>
    public int Distinct => _counts.Count(count => count > 0);

    /// <summary>Counts the clauses of the last step of a reference.</summary>
    public void Count(IReference reference)
    {
        _counts[reference.Ruling.Number]++;
        if (reference.Permission is { } permission)
        {
            _counts[permission.Number]++;
        }

        _cases[reference.Case.Number] = true;
    }

    /// <summary>Whether the clause decided a step or was at stake in one.</summary>
    public bool WasAtStake(Clause clause) => _counts[clause.Number] > 0
        || Specification.Cases.Any(left => _cases[left.Number] && left.Clauses.Contains(clause))
        || (_cases.Contains(true) && Standing.Effects.Any(effect => effect.Clause == clause));
}
