namespace MsrSpec.Policies.Reading;

/// <summary>What a policy is written in.</summary>
public enum PolicyFormat
{
    /// <summary>Lines of an index, a range or a name, and an access.</summary>
    Msrs,

    /// <summary>The lists of msr-safe: an index, a mask of the bits that may be written, a comment.</summary>
    MsrSafe,

    /// <summary>Fields with commas between them, with or without a line that names the columns.</summary>
    Csv,

    /// <summary>An object with <c>msrs</c>, or with the <c>ranges</c> of an interface.</summary>
    Json,

    /// <summary>Arguments of <c>KVM_ADD_MSR_ALLOWLIST</c> in a row, as bytes or hexadecimal digits.</summary>
    AllowlistBytes,

    /// <summary>
    /// The struct of <c>KVM_X86_SET_MSR_FILTER</c> with its bitmaps behind it, as bytes or hexadecimal digits; a
    /// pointer is the offset of its bitmap from the start of the struct.
    /// </summary>
    FilterBytes,

    /// <summary>A trace of this project: what the interface decides behind its last command.</summary>
    Trace,
}
