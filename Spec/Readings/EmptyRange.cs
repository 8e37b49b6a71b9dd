namespace MsrSpec.Spec.Readings;

/// <summary>Reading 4: what becomes of a range without MSRs.</summary>
public enum EmptyRange
{
    /// <summary>Refused with EINVAL.</summary>
    Refused,

    /// <summary>
    /// Accepted: it takes a slot, allows nothing, and the first one arms the default of denial. Under the closed
    /// reading of range ends it covers its base, and so takes part in overlaps.
    /// </summary>
    AcceptedAndArms,
}
