using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>
/// What more than one thread can see, as numbers of places: each 8 bytes of the heap, of what is laid out and of the
/// objects' own data; each lock; and for each page of the heap whether it is there.
/// </summary>
internal sealed class SharedPlaces
{
    private const ulong Granule = 8;
    private const ulong LockMark = 1;
    private const ulong PageMark = 2;
    private const ulong BufferMark = 4;

    private readonly (ulong Start, ulong Size)[] _data;

    /// <summary>The places of a kernel.</summary>
    /// <param name="image">Its objects.</param>
    public SharedPlaces(ObjectImage image) =>
        _data = [.. image.Data.Select(section => (section.Memory, (ulong)section.Section.Size))];

    /// <summary>Whether more than one thread can see a byte.</summary>
    public bool Holds(ulong address)
    {
        if (address - KernelLayout.Heap < KernelLayout.Stacks - KernelLayout.Heap)
        {
            return true;
        }

        foreach ((ulong start, ulong size) in _data)
        {
            if (address - start < size)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The place of a lock.</summary>
    public static ulong OfLock(ulong address) => address | LockMark;

    /// <summary>The place that says whether a page of the heap is there.</summary>
    public static ulong OfPage(ulong address) => KernelSpace.PageOf(address) | PageMark;

    /// <summary>The place of what a thread has stored and others do not see yet.</summary>
    public static ulong OfBuffer(int thread) => ((ulong)thread * Granule) | BufferMark;

    /// <summary>Adds what an access to memory is for others; nothing if they cannot see it.</summary>
    /// <param name="accesses">Where it is added.</param>
    /// <param name="address">The first byte.</param>
    /// <param name="size">How many bytes.</param>
    /// <param name="kind">What is done.</param>
    public void Add(List<SharedAccess> accesses, ulong address, ulong size, SharedAccessKind kind)
    {
        if (!Holds(address))
        {
            return;
        }

        for (ulong place = address & ~(Granule - 1); place < address + size; place += Granule)
        {
            accesses.Add(new SharedAccess(place, kind));
        }

        if (address - KernelLayout.Heap < KernelLayout.LaidOut - KernelLayout.Heap)
        {
            accesses.Add(new SharedAccess(OfPage(address), SharedAccessKind.Read));
        }
    }
}
