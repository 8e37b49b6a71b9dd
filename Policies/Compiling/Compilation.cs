using System.Collections.Immutable;

namespace MsrSpec.Policies.Compiling;

/// <summary>What became of compiling a policy.</summary>
/// <param name="Compiled">The ranges; null if no ranges decide it as asked.</param>
/// <param name="Exempt">The indices that the interface decides whatever the ranges are.</param>
/// <param name="Refusals">Why there are none, in sentences without a full stop.</param>
/// <param name="Notes">What is to be known of the ranges, likewise.</param>
public sealed record Compilation(
    CompiledPolicy? Compiled, IndexSet Exempt, ImmutableArray<string> Refusals, ImmutableArray<string> Notes);
