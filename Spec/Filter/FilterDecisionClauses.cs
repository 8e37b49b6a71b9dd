using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Filter;

/// <summary>
/// The clauses of the filter's decision (<c>kvm_msr_allowed</c> of Linux): may the guest access this MSR in this
/// direction.
/// </summary>
public static class FilterDecisionClauses
{
    /// <summary>The registers of the x2APIC are exempt.</summary>
    public static readonly Clause X2ApicIsExempt = new(
        "filter.decision.x2apic-is-exempt", Strength.Must,
        "Accesses to 0x800 up to 0x8ff are allowed, whatever the filter says.");

    /// <summary>Without a filter nothing is denied.</summary>
    public static readonly Clause NoFilterAllowsAll = new(
        "filter.decision.without-a-filter-everything-is-allowed", Strength.Must,
        "As long as no filter is installed, every guest access is allowed.");

    /// <summary>The first range that covers the index in the direction decides.</summary>
    public static readonly Clause FirstRangeDecides = new(
        "filter.decision.the-first-covering-range-decides", Strength.Must,
        "Of the ranges that cover the index and have the access's direction, the one in the lowest slot decides by bit "
        + "index - base of its bitmap: set allows, clear denies, whatever the default is.");

    /// <summary>A range whose end does not fit 32 bits covers nothing.</summary>
    public static readonly Clause WrappedRangeCoversNothing = new(
        "filter.decision.a-range-whose-end-wraps-covers-nothing", Strength.Silent,
        "A range with base + nmsrs of 2^32 or more covers no index: its end is taken modulo 2^32, which nothing "
        + "documents.");

    /// <summary>The index base + nmsrs lies outside the range.</summary>
    public static readonly Clause EndIsExclusive = new(
        "filter.decision.the-end-of-a-range-is-not-in-it", Strength.Must,
        "A range covers base up to and without base + nmsrs.");

    /// <summary>A range for one direction decides nothing in the other.</summary>
    public static readonly Clause DirectionsAreIndependent = new(
        "filter.decision.directions-are-independent", Strength.Must,
        "A range speaks of the directions in its flags and of no other.");

    /// <summary>What no range covers is decided by the default.</summary>
    public static readonly Clause DefaultDecides = new(
        "filter.decision.what-no-range-covers-is-decided-by-the-default", Strength.Must,
        "An access that no range covers in its direction is allowed or denied as the filter's flags say.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        X2ApicIsExempt, NoFilterAllowsAll, FirstRangeDecides, WrappedRangeCoversNothing, EndIsExclusive,
        DirectionsAreIndependent, DefaultDecides,
    ];
}
