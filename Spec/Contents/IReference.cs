using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Contents;

/// <summary>A machine that judges others: it gives the reasons of its answers.</summary>
public interface IReference : IMachine
{
    /// <summary>The clause and case of the last step, which a fresh machine has too.</summary>
    public Reasons Reasons { get; }

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
