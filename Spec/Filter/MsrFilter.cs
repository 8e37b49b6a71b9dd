using System.Collections.Immutable;
using MsrSpec.Spec.Allowlist;

namespace MsrSpec.Spec.Filter;

/// <summary>A filter as it is installed, whichever layout it came in.</summary>
/// <param name="DefaultAllows">What becomes of an access that no range covers in its direction.</param>
/// <param name="Ranges">Its ranges in the order of their slots; the empty ones are left out.</param>
public sealed record MsrFilter(bool DefaultAllows, ImmutableArray<AllowlistRange> Ranges);
