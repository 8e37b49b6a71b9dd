namespace MsrSpec.Spec.Readings;

/// <summary>Reading 2: what becomes of a range with base + nmsrs beyond 2^32.</summary>
public enum EndPastTheTop
{
    /// <summary>Refused with EINVAL.</summary>
    Refused,

    /// <summary>Accepted; its end wraps to 32 bits, so that it covers nothing.</summary>
    Wraps,

    /// <summary>Accepted; it covers what there is of it, up to 0xffffffff.</summary>
    Matched,
}
