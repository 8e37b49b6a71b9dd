using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>What a VM needs of an allowlist.</summary>
public interface IAllowlist
{
    /// <summary>How many ranges are stored.</summary>
    public int SlotsInUse { get; }

    /// <summary>Forgets every range, as a fresh VM does; frees nothing.</summary>
    public void Reset();

    /// <summary>Carries out the ioctl on the argument that user memory maps.</summary>
    public Outcome Add();

    /// <summary>Whether the guest may access an MSR in one direction. Allocates nothing.</summary>
    public bool Allows(uint index, AccessFlags type);

    /// <summary>Frees what the stored ranges own.</summary>
    /// <returns>What brings the kernel down, or null.</returns>
    public OopsKind? Release();
}
