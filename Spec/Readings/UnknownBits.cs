namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 15: what becomes of bits without a meaning in the flags of a filter and in the reasons for an exit ("KVM:
/// x86: Protect the unused bits in MSR exiting flags", July 2022).
/// </summary>
public enum UnknownBits
{
    /// <summary>EINVAL.</summary>
    Refused,

    /// <summary>They are not looked at.</summary>
    Ignored,
}
