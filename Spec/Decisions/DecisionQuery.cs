using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Decisions;

/// <summary>May the guest access an MSR: the words that the rows of the decision speak of.</summary>
/// <param name="Stored">The stored ranges, oldest first.</param>
/// <param name="Index">The MSR index.</param>
/// <param name="Type">The direction: exactly one.</param>
/// <param name="Readings">The dialect's choices.</param>
public sealed record DecisionQuery(
    ImmutableArray<AllowlistRange> Stored, uint Index, AccessFlags Type, ReadingSet Readings);
