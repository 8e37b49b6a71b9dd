using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Decisions;

/// <summary>The clauses of the decision: may the guest access this MSR in this direction.</summary>
public static class DecisionClauses
{
    /// <summary>No list.</summary>
    public static readonly Clause NoListAllowsAll = new(
        "decision.without-a-list-everything-is-allowed", Strength.Must,
        "As long as no range is stored, every guest access is allowed.");

    /// <summary>The bit.</summary>
    public static readonly Clause BitDecides = new(
        "decision.the-bit-of-the-covering-range-decides", Strength.Must,
        "If a stored range covers the index and has the access's direction, bit index - base of its bitmap "
        + "decides: set allows, clear denies.");

    /// <summary>Half-open.</summary>
    public static readonly Clause EndIsExclusive = new(
        "decision.the-end-of-a-range-is-not-in-it", Strength.Must,
        "A range covers base up to and without base + nmsrs.");

    /// <summary>The top.</summary>
    public static readonly Clause RangeReachesTheTop = new(
        "decision.a-range-may-reach-the-top", Strength.Must,
        "A range that ends at 2^32 covers every index from its base up to 0xffffffff.");

    /// <summary>Unmatched.</summary>
    public static readonly Clause UnmatchedIsDenied = new(
        "decision.with-a-list-what-no-range-covers-is-denied", Strength.Must,
        "Once a range is stored, an access that no stored range covers in its direction is denied.");

    /// <summary>Independence.</summary>
    public static readonly Clause DirectionsAreIndependent = new(
        "decision.directions-are-independent", Strength.Must,
        "A range speaks of the directions in its flags and of no other.");

    /// <summary>Host.</summary>
    public static readonly Clause HostIsNotFiltered = new(
        "decision.host-accesses-are-not-filtered", Strength.Must,
        "A host-initiated access (KVM_GET_MSRS, KVM_SET_MSRS) is not subject to the allowlist.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        NoListAllowsAll, BitDecides, EndIsExclusive, RangeReachesTheTop, UnmatchedIsDenied, DirectionsAreIndependent,
        HostIsNotFiltered,
    ];
}
