namespace MsrSpec.Spec.Readings;

/// <summary>Reading 5: what becomes of a range without flags.</summary>
public enum FlaglessRange
{
    /// <summary>Refused with EINVAL.</summary>
    Refused,

    /// <summary>Accepted: it takes a slot, allows nothing, and the first one arms the default of denial.</summary>
    AcceptedAndArms,
}
