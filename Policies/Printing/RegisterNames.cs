using System.Collections.Immutable;
using MsrSpec.Spec.Abi.Names;

namespace MsrSpec.Policies.Printing;

/// <summary>The names that a printer writes beside indices.</summary>
/// <param name="own">Those that the policy's own text has; they come first.</param>
public sealed class RegisterNames(ImmutableSortedDictionary<uint, string> own)
{
    /// <summary>The names that everybody knows.</summary>
    public static RegisterNames Known { get; } = new(ImmutableSortedDictionary<uint, string>.Empty);

    /// <summary>The name of an index, or null.</summary>
    public string? Of(uint index) => own.GetValueOrDefault(index) ?? MsrNames.Describe(index);

    /// <summary>The name of a run of one index, or null.</summary>
    public string? Of(IndexRun run) => run.Count == 1 ? Of(run.First) : null;
}
