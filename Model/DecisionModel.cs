using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The decision, for who asks for it alone.</summary>
internal static class DecisionModel
{
    /// <summary>Whether the list allows an access; nothing changes.</summary>
    public static StepResult Ask(
        VmState state, uint index, AccessFlags type, ReadingSet readings, out Outcome outcome)
    {
        Decision decision = Decisions.Of(state, index, type, readings);
        outcome = decision.IsOops ? Decisions.Oops : decision.Allowed ? Outcome.Allowed : Outcome.Denied;
        return new StepResult(state, ReasonTable.Of(decision.Clause, DecisionRules.Asked));
    }
}
