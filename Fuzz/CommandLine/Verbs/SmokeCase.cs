using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Verbs;

/// <summary>A target and what it is run with.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Target">The target.</param>
/// <param name="Flags">libFuzzer's flags.</param>
internal sealed record SmokeCase(string Engine, IFuzzTarget Target, IReadOnlyList<string> Flags);
