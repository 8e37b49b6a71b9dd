using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Contents;

/// <summary>A machine that judges others: it gives the reasons of its answers.</summary>
public interface IReference : IMachine
{
    /// <summary>The clause that decided the last step.</summary>
    public Clause Ruling { get; }

    /// <summary>What the last step left.</summary>
    public Case Case { get; }

    /// <summary>
    /// The clause by which the list allowed the last step's access; null if it was not asked, or denied it.
    /// </summary>
    public Clause? Permission { get; }

    /// <summary>
    /// The clause that is responsible for one aspect of the last step's answer, or of the state after it.
    /// </summary>
    public Clause Responsible(Aspect aspect);

    /// <summary>
    /// The clause of the only row that gives an answer and stands above the one that decided the last step: what a
    /// machine claims that answers so. Null if there is none, or several.
    /// </summary>
    public Clause? Claimed(Outcome answer);

    /// <summary>The clause that decides whether the guest may access an MSR now.</summary>
    public Clause DecisionClause(uint index, AccessFlags type);
}
