namespace MsrSpec.Spec.Readings;

/// <summary>Readings 4 and 5: what becomes of a range without MSRs, and of one without flags.</summary>
public enum DegenerateRange
{
    /// <summary>Refused with EINVAL.</summary>
    Refused,

    /// <summary>
    /// Accepted: it takes a slot, allows nothing, and the first one arms the default of denial. Under the closed
    /// reading of range ends an empty range covers its base, and so takes part in overlaps.
    /// </summary>
    AcceptedAndArms,
}
