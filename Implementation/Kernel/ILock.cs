using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>What a call takes before it changes what others read.</summary>
public interface ILock
{
    /// <summary>Takes it for the running call.</summary>
    /// <returns>False if the caller would wait for ever.</returns>
    public bool Lock();

    /// <summary>Releases it for the running call.</summary>
    /// <returns>What brings the kernel down, or null.</returns>
    public OopsKind? Unlock();
}
