namespace MsrSpec.Implementation.Kernel;

/// <summary>The parts of a kernel that an ioctl of one VM works with.</summary>
public sealed class VmKernel
{
    /// <summary>A kernel with one VM, whose lock is free.</summary>
    public VmKernel()
    {
        Heap = new KernelHeap(Oops);
        VmLock = new KernelMutex(this);
    }

    /// <summary>The number of the system call that runs.</summary>
    public long Call { get; private set; }

    /// <summary>The heap, shared by every VM of the kernel.</summary>
    public KernelHeap Heap { get; }

    /// <summary>What went wrong in the call that runs, whatever that says itself.</summary>
    public OopsLatch Oops { get; } = new();

    /// <summary>The VM's lock (<c>kvm->lock</c>).</summary>
    public KernelMutex VmLock { get; }

    /// <summary>The memory of the calling process.</summary>
    public UserMemory User { get; } = new();

    /// <summary>A system call begins, and has a number of its own.</summary>
    public void BeginCall()
    {
        Call++;
        Oops.Clear();
    }

    /// <summary>Makes the kernel as good as new.</summary>
    public void Reset()
    {
        Heap.Reset();
        VmLock.Reset();
        User.Reset();
    }
}
