namespace MsrSpec.Implementation.Kernel;

/// <summary>The parts of a kernel that an ioctl of one VM works with.</summary>
public sealed class VmKernel
{
    private Action _others = () => { };

    /// <summary>A kernel with one VM, whose lock is free.</summary>
    public VmKernel()
    {
        Heap = new KernelHeap(Call);
        VmLock = new KernelMutex(Call);
        User = new UserMemory(Call);
    }

    /// <summary>The system call that runs, and what went wrong in it, whatever it says itself.</summary>
    public RunningCall Call { get; } = new();

    /// <summary>The heap, shared by every VM of the kernel.</summary>
    public KernelHeap Heap { get; }

    /// <summary>The VM's lock (<c>kvm->lock</c>).</summary>
    public KernelMutex VmLock { get; }

    /// <summary>The memory of the calling process.</summary>
    public UserMemory User { get; }

    /// <summary>The handler of EFER.</summary>
    public EferHandler Efer { get; } = new();

    /// <summary>Adds something to what is reset with the kernel.</summary>
    public void ResetAlso(Action part) => _others += part;

    /// <summary>Makes the kernel as good as new.</summary>
    public void Reset()
    {
        Call.End();
        Heap.Reset();
        VmLock.Reset();
        User.Reset();
        Efer.Reset();
        _others();
    }
}
