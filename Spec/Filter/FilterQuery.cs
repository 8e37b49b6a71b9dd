using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Filter;

/// <summary>May the guest access an MSR under a filter: the words that the rows of the decision speak of.</summary>
/// <param name="Filter">The filter that is installed, or null.</param>
/// <param name="Index">The MSR index.</param>
/// <param name="Type">The direction: exactly one.</param>
/// <param name="Readings">The dialect's choices.</param>
internal sealed record FilterQuery(MsrFilter? Filter, uint Index, AccessFlags Type, ReadingSet Readings)
{
    /// <summary>The ranges of the filter, in the order of their slots.</summary>
    public ImmutableArray<AllowlistRange> Ranges => Filter?.Ranges ?? [];
}
