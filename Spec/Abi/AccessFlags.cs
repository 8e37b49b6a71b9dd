namespace MsrSpec.Spec.Abi;

/// <summary>
/// The <c>flags</c> word of an allowlist range (<c>KVM_MSR_ALLOW_READ</c>, <c>KVM_MSR_ALLOW_WRITE</c>), and the type
/// of one access, which is exactly one of them. Unknown bits are legal input: the kernel must refuse them.
/// </summary>
[Flags]
public enum AccessFlags : uint
{
    /// <summary>No direction: a range that speaks of nothing.</summary>
    None = 0,

    /// <summary>RDMSR, or the range speaks of reads.</summary>
    Read = 1,

    /// <summary>WRMSR, or the range speaks of writes.</summary>
    Write = 2,

    /// <summary>Every bit that has a meaning.</summary>
    ReadWrite = Read | Write,
}
