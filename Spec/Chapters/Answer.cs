using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Chapters;

/// <summary>What the row of a table answers.</summary>
/// <param name="Text">For readers.</param>
/// <param name="Outcome">The outcome, where the row alone decides it; else another table or the state does.</param>
public sealed record Answer(string Text, Outcome? Outcome = null)
{
    /// <summary>The answer that is this outcome.</summary>
    public static Answer Of(Outcome outcome) => new(outcome.ToString(), outcome);

    /// <summary>The text alone.</summary>
    public override string ToString() => Text;
}
