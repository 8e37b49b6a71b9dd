namespace MsrSpec.Spec.Vocabulary;

/// <summary>A word of 32 bits in the argument of <c>KVM_ADD_MSR_ALLOWLIST</c>.</summary>
public enum ArgumentWord
{
    /// <summary>The flags word.</summary>
    Flags,

    /// <summary>The number of MSRs (<c>nmsrs</c>).</summary>
    Count,

    /// <summary>The index of the first MSR.</summary>
    Base,

    /// <summary>The padding word.</summary>
    Pad,

    /// <summary>The first word of the bitmap.</summary>
    Bits,
}
