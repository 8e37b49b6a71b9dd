using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>What the kernel's functions do that more than one thread can see.</summary>
/// <param name="heap">The heap.</param>
/// <param name="places">The places that are shared.</param>
internal sealed class ServiceUses(GuardedHeap heap, SharedPlaces places)
{
    /// <summary>Adds what a call is going to do.</summary>
    /// <param name="symbol">What is called.</param>
    /// <param name="call">Its arguments.</param>
    /// <param name="accesses">Where it is added.</param>
    /// <returns>What it waits for as long as somebody holds it; null if it does not wait.</returns>
    public (LockKind Kind, ulong Address)? Add(KernelSymbol symbol, ServiceCall call, List<SharedAccess> accesses)
    {
        ulong first = symbol.Arguments.Count > 0 ? call.Argument(symbol.Arguments[0]) : 0;
        if (LockAccess(symbol.Function) is not var (kind, access))
        {
            AddMemory(symbol, call, first, accesses);
            return null;
        }

        accesses.Add(new SharedAccess(SharedPlaces.OfLock(first), access));
        return access is SharedAccessKind.Take or SharedAccessKind.Await ? (kind, first) : null;
    }

    /// <summary>What a function does with a lock; null if it does nothing with one.</summary>
    private static (LockKind Kind, SharedAccessKind Access)? LockAccess(KernelFunction function) => function switch
    {
        KernelFunction.LockMutex => (LockKind.Mutex, SharedAccessKind.Take),
        KernelFunction.UnlockMutex => (LockKind.Mutex, SharedAccessKind.Release),
        KernelFunction.LockSpin => (LockKind.Spin, SharedAccessKind.Take),
        KernelFunction.UnlockSpin => (LockKind.Spin, SharedAccessKind.Release),
        KernelFunction.BeginRead => (LockKind.Reader, SharedAccessKind.Enter),
        KernelFunction.EndRead => (LockKind.Reader, SharedAccessKind.Leave),
        KernelFunction.Synchronize => (LockKind.Reader, SharedAccessKind.Await),
        _ => null,
    };

    /// <summary>
    /// What is freed is gone for everybody. A fresh object is nobody else's before its address is stored somewhere.
    /// </summary>
    private void AddMemory(KernelSymbol symbol, ServiceCall call, ulong first, List<SharedAccess> accesses)
    {
        switch (symbol.Function)
        {
            case KernelFunction.Free:
                accesses.AddRange(heap.PagesOf(first).Select(
                    page => new SharedAccess(SharedPlaces.OfPage(page), SharedAccessKind.Write)));
                break;
            case KernelFunction.CopyMemory:
                places.Add(accesses, first, Size(symbol, call), SharedAccessKind.Write);
                places.Add(accesses, call.Argument(symbol.Arguments[1]), Size(symbol, call), SharedAccessKind.Read);
                break;
            case KernelFunction.FillMemory or KernelFunction.CopyFromUser:
                places.Add(accesses, first, Size(symbol, call), SharedAccessKind.Write);
                break;
        }
    }

    /// <summary>The bytes of a copy; of a wild one as many as can be of one page.</summary>
    private static ulong Size(KernelSymbol symbol, ServiceCall call) =>
        Math.Min(call.Argument(symbol.Arguments[2]), KernelSpace.PageSize);
}
