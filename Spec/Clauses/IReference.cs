using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Clauses;

/// <summary>A machine that judges others: it can say by which clauses it answered.</summary>
public interface IReference : IMachine
{
    /// <summary>The clause that decided the last step.</summary>
    public Clause Ruling { get; }

    /// <summary>The clause that says what followed from it, or null.</summary>
    public Clause? Consequence { get; }

    /// <summary>The clause that decides whether the guest may access an MSR now.</summary>
    public Clause DecisionClause(uint index, AccessFlags type);
}
