using MsrSpec.Spec.Clauses;

namespace MsrSpec.Checker.Lockstep;

/// <summary>How often each clause decided a step.</summary>
public sealed class ClauseCoverage
{
    private readonly Dictionary<Clause, long> _counts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The clauses that decided at least one step, with their counts, in the document's order.</summary>
    public IEnumerable<(Clause Clause, long Count)> Counts =>
        ClauseIndex.All.Where(_counts.ContainsKey).Select(clause => (clause, _counts[clause]));

    /// <summary>How many different clauses decided a step.</summary>
    public int Distinct => _counts.Count;

    /// <summary>Counts the clauses of one step.</summary>
    public void Count(Clause ruling, Clause? consequence)
    {
        Add(ruling);
        if (consequence is not null)
        {
            Add(consequence);
        }
    }

    /// <summary>Adds another run's counts.</summary>
    public void Merge(ClauseCoverage other)
    {
        foreach ((Clause clause, long count) in other._counts)
        {
            _counts[clause] = _counts.GetValueOrDefault(clause) + count;
        }
    }

    private void Add(Clause clause)
    {
        ref long count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            _counts, clause, out _);
        count++;
    }
}
