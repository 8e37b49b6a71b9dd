using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>What a VM needs of what decides which MSRs its guest may access: an allowlist or a filter.</summary>
public interface IMsrPolicy
{
    /// <summary>How many ranges are stored.</summary>
    public int SlotsInUse { get; }

    /// <summary>Forgets every range, as a fresh VM does; frees nothing.</summary>
    public void Reset();

    /// <summary>Carries out an ioctl on the argument that user memory maps.</summary>
    /// <param name="request">Its number; of one that is not the policy's own the answer is ENOTTY.</param>
    public Outcome Ioctl(uint request);

    /// <summary>Whether the guest may access an MSR in one direction. Allocates nothing.</summary>
    public bool Allows(uint index, AccessFlags type);

    /// <summary>Frees what the stored ranges own.</summary>
    /// <returns>What brings the kernel down, or null.</returns>
    public OopsKind? Release();
}
