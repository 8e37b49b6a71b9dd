using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Decisions;

/// <summary>The clauses of the decision: may the guest access this MSR in this direction.</summary>
public static class DecisionClauses
{
    /// <summary>While there is no list, nothing is filtered.</summary>
    public static readonly Clause NoListAllowsAll = new(
        "decision.without-a-list-everything-is-allowed", Strength.Must,
        "As long as no range is stored, every guest access is allowed.");

    /// <summary>The bitmap of the covering range allows or denies.</summary>
    public static readonly Clause BitDecides = new(
        "decision.the-bit-of-the-covering-range-decides", Strength.Must,
        "If a stored range covers the index and has the access's direction, bit index - base of its bitmap "
        + "decides: set allows, clear denies.");

    /// <summary>No bit outside of the bitmap is looked at.</summary>
    public static readonly Clause BitIsInTheBitmap = new(
        "decision.the-bit-lies-in-the-bitmap", Strength.Must,
        "The bit that decides is one of those that were copied; no other memory is looked at.",
        Unnamed: "what is read elsewhere brings the kernel down, which the clause that it survives names");

    /// <summary>The index base + nmsrs lies outside the range.</summary>
    public static readonly Clause EndIsExclusive = new(
        "decision.the-end-of-a-range-is-not-in-it", Strength.Must,
        "A range covers base up to and without base + nmsrs.");

    /// <summary>A range up to 2^32 covers MSR 0xffffffff too.</summary>
    public static readonly Clause RangeReachesTheTop = new(
        "decision.a-range-may-reach-the-top", Strength.Must,
        "A range that ends at 2^32 covers every index from its base up to 0xffffffff.");

    /// <summary>A list denies what none of its ranges covers.</summary>
    public static readonly Clause UnmatchedIsDenied = new(
        "decision.with-a-list-what-no-range-covers-is-denied", Strength.Must,
        "Once a range is stored, an access that no stored range covers in its direction is denied.");

    /// <summary>A range for one direction decides nothing in the other.</summary>
    public static readonly Clause DirectionsAreIndependent = new(
        "decision.directions-are-independent", Strength.Must,
        "A range speaks of the directions in its flags and of no other.");

    /// <summary>The list filters the guest, not the host.</summary>
    public static readonly Clause HostIsNotFiltered = new(
        "decision.host-accesses-are-not-filtered", Strength.Must,
        "A host-initiated access (KVM_GET_MSRS, KVM_SET_MSRS) is not subject to the allowlist.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        NoListAllowsAll, BitIsInTheBitmap, BitDecides, EndIsExclusive, RangeReachesTheTop, UnmatchedIsDenied,
        DirectionsAreIndependent, HostIsNotFiltered,
    ];
}
