using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Engine.Inputs;

/// <summary>What an input means, for a person.</summary>
/// <param name="Text">
/// The decoded input as text: commands, a listing, a dump. Empty if <paramref name="Trace"/> says it all.
/// </param>
/// <param name="Trace">The input as a counterexample that can be replayed, if it stands for commands.</param>
public sealed record Explanation(string Text, Trace? Trace = null);
