using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>A lock that does not last as long as it should.</summary>
/// <param name="sound">The lock that it stands for.</param>
/// <param name="takes">Whether it takes that at all; then it releases it at once.</param>
internal sealed class LockMutant(KernelMutex sound, bool takes) : ILock
{
    /// <inheritdoc/>
    public bool Lock() => !takes || (sound.Lock() && sound.Unlock() is null);

    /// <inheritdoc/>
    public OopsKind? Unlock() => null;
}
