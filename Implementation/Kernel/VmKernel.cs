namespace MsrSpec.Implementation.Kernel;

/// <summary>The parts of a kernel that an ioctl of one VM works with.</summary>
public sealed class VmKernel
{
    /// <summary>The heap, shared by every VM of the kernel.</summary>
    public KernelHeap Heap { get; } = new();

    /// <summary>The VM's lock (<c>kvm->lock</c>).</summary>
    public KernelMutex VmLock { get; } = new();

    /// <summary>The memory of the calling process.</summary>
    public UserMemory User { get; } = new();

    /// <summary>Makes the kernel as good as new.</summary>
    public void Reset()
    {
        Heap.Reset();
        VmLock.Reset();
    }
}
