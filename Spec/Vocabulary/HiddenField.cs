namespace MsrSpec.Spec.Vocabulary;

/// <summary>A part of the state that a machine cannot show.</summary>
/// <param name="Field">The part.</param>
/// <param name="Reason">Why it cannot, in one sentence.</param>
public sealed record HiddenField(ViewField Field, string Reason);
