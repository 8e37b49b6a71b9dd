using MsrSpec.Spec.Accesses;

namespace MsrSpec.Spec.Exits;

/// <summary><c>KVM_GET_MSRS</c> or <c>KVM_SET_MSRS</c> of one index: the words of their tables.</summary>
/// <param name="Register">The register's row, or null if the processor does not have it.</param>
/// <param name="Write">What the register's rule says of the host's value; of a read, nothing.</param>
/// <param name="Allowed">Whether the list or the filter would allow the guest the same.</param>
public readonly record struct HostAccess(MsrRow? Register, MsrJudgement Write, bool Allowed)
{
    /// <summary>Whether the processor has the MSR, in the mode that its APIC is in.</summary>
    public bool Exists => Register is not null;

    /// <summary>Whether the MSR can be read.</summary>
    public bool Readable => Register is { IsReadable: true };

    /// <summary>Whether the rule of the MSR takes the host's value.</summary>
    public bool Valid => Write.Succeeds;
}
