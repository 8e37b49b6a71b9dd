using MsrSpec.Spec.Vocabulary;
using Request = MsrSpec.Spec.Abi.Ioctl;

namespace MsrSpec.Implementation.Kernel;

/// <summary>What a VM needs of an allowlist.</summary>
public interface IAllowlist : IMsrPolicy
{
    /// <summary>Carries out the ioctl that adds a range, on the argument that user memory maps.</summary>
    public Outcome Add();

#pragma warning disable CA1033 // Every allowlist takes the same ioctl; nobody has a reason to do otherwise.
    /// <inheritdoc/>
    Outcome IMsrPolicy.Ioctl(uint request) =>
        request == Request.AddMsrAllowlist ? Add() : Outcome.Error(Spec.Abi.Errno.ENOTTY);
#pragma warning restore CA1033
}
