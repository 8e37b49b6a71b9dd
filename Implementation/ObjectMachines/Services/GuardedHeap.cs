using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>
/// The memory behind kmalloc and kfree, with the accounts of a <see cref="KernelHeap"/>: each object has pages of its
/// own, so that the byte behind it faults, and so does every byte once it is freed. No address comes twice before the
/// kernel is reset. Where the alignment leaves room there is a red zone; what was not asked to be zero is poison.
/// </summary>
/// <param name="space">Where the pages are.</param>
/// <param name="image">Says what the code is that asks.</param>
/// <param name="accounts">The kernel's accounts.</param>
internal sealed class GuardedHeap(KernelSpace space, ObjectImage image, KernelHeap accounts)
{
    /// <summary>What an object of no bytes has for an address (<c>ZERO_SIZE_PTR</c>).</summary>
    private static readonly ulong ZeroSize = KernelPointer.ZeroSize.Address;

    /// <summary>The largest object (<c>KMALLOC_MAX_SIZE</c>).</summary>
    private const int MaxSize = 4 << 20;

    /// <summary>Objects are aligned to that (<c>ARCH_KMALLOC_MINALIGN</c>).</summary>
    private const int Alignment = 8;

    /// <summary>What stands around objects (<c>SLUB_RED_ACTIVE</c>).</summary>
    private const byte RedZone = 0xCC;

    private readonly List<HeapObject> _objects = [];
    private readonly Dictionary<ulong, int> _numbers = [];
    private ulong _next = KernelLayout.Heap;

    /// <summary>What an object holds that was not asked to be zero.</summary>
    public byte Poison { get; set; }

    /// <summary>Who must forget the translation of a page that is gone.</summary>
    public Action<ulong> ForgetTranslation { get; set; } = _ => { };

    /// <summary>How many objects there have been since the last reset.</summary>
    public int Count => _objects.Count;

    /// <summary>The objects that are not freed.</summary>
    public IEnumerable<HeapObject> Live => _objects.Where(known => known.FreedBy is null);

    /// <summary>Takes all memory back. The accounts are reset by whoever owns them.</summary>
    public void Reset()
    {
        foreach (HeapObject live in Live)
        {
            Unmap(live);
        }

        _objects.Clear();
        _numbers.Clear();
        _next = KernelLayout.Heap;
    }

    /// <summary>Allocates an object.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="isZeroed">Whether they are zero.</param>
    /// <param name="caller">Where the call returns to.</param>
    /// <returns>Its address; zero if there is no memory, or if a failure hits that a command has armed.</returns>
    public ulong Allocate(ulong size, bool isZeroed, ulong caller)
    {
        if (size is 0 or > MaxSize)
        {
            return size == 0 ? ZeroSize : 0;
        }

        // The accounts keep bytes for objects of a page at most; here they only count.
        KernelPointer account = accounts.Allocate((int)Math.Min(size, KernelSpace.PageSize));
        if (account == KernelPointer.Null)
        {
            return 0;
        }

        HeapObject made = Place((int)size, account, caller);
        if (!space.TryMap(made.Page, made.Pages, PageRights.Write))
        {
            Unmap(made);
            _ = accounts.Free(account);
            return 0;
        }

        _objects.Add(made);
        for (int i = 0; i <= made.Pages; i++)
        {
            _numbers[made.Page + ((ulong)i * KernelSpace.PageSize)] = made.Number;
        }

        _next = made.Page + ((ulong)(made.Pages + 1) * KernelSpace.PageSize);
        Fill(made, isZeroed);
        return made.Address;
    }

    /// <summary>Frees an object; null and the object of no bytes are free to free.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="caller">Where the call returns to.</param>
    /// <returns>What is wrong with that; null if nothing is.</returns>
    public Finding? Free(ulong address, ulong caller)
    {
        if (address == 0 || address == ZeroSize)
        {
            return null;
        }

        if (Find(address) is not { FreedBy: null } found || found.Address != address)
        {
            return Refuse(address, caller);
        }

        Finding? damage = DamageOf(found, caller);
        _ = accounts.Free(found.Account);
        _objects[found.Number] = found with { FreedBy = caller };
        Unmap(found);
        return damage;
    }

    /// <summary>Whether all of some bytes belong to one live object; also for bytes outside of the heap.</summary>
    public bool Allows(ulong address, int size) =>
        Find(address) is not { } found
        || (found.FreedBy is null && address >= found.Address
            && address + (ulong)size <= found.Address + (ulong)found.Size);

    /// <summary>The pages of the object at an address, whether it is freed or not; none if there is no object.
    /// </summary>
    public IEnumerable<ulong> PagesOf(ulong address) => Find(address) is { } found
        ? Enumerable.Range(0, found.Pages).Select(page => found.Page + ((ulong)page * KernelSpace.PageSize))
        : [];

    /// <summary>What an address was to code that may not touch it; null if it is not the heap's.</summary>
    public (FindingKind Kind, string Text)? Explain(ulong address)
    {
        if (Find(address) is not { } found)
        {
            return null;
        }

        FindingKind kind = found.FreedBy is null ? FindingKind.OutOfBounds : FindingKind.UseAfterFree;
        return (kind, $"{PlaceIn(found, address)} {Describe(found)}");
    }

    /// <summary>What an address is called, in a few words; null if it is not the heap's.</summary>
    public string? NameOf(ulong address) =>
        Find(address) is { } found ? $"{PlaceIn(found, address)} {Name(found)}" : null;

    /// <summary>An object as a finding names it.</summary>
    public string Describe(HeapObject known) =>
        $"{Name(known)}, allocated by {image.WhereFrom(known.AllocatedBy)}"
        + (known.FreedBy is { } by ? $", freed by {image.WhereFrom(by)}" : string.Empty);

    private static string Name(HeapObject known) => $"object #{known.Number} of {known.Size} bytes";

    private static string PlaceIn(HeapObject found, ulong address)
    {
        long offset = (long)(address - found.Address);
        return offset < 0 ? $"{-offset} bytes in front of"
            : offset < found.Size ? $"byte {offset} of"
            : $"{offset - found.Size} bytes behind";
    }

    private HeapObject? Find(ulong address) =>
        _numbers.TryGetValue(KernelSpace.PageOf(address), out int number) ? _objects[number] : null;

    private HeapObject Place(int size, KernelPointer account, ulong caller)
    {
        int rounded = (size + Alignment - 1) & ~(Alignment - 1);
        int pages = KernelSpace.PagesOf(rounded);
        ulong address = _next + (ulong)((pages * KernelSpace.PageSize) - rounded);
        return new HeapObject(_objects.Count, _next, pages, address, size, account, caller);
    }

    private void Fill(HeapObject made, bool isZeroed)
    {
        int front = (int)(made.Address - made.Page);
        space.Fill(made.Page, front, RedZone);
        if (!isZeroed)
        {
            space.Fill(made.Address, made.Size, Poison);
        }

        ulong end = made.Address + (ulong)made.Size;
        space.Fill(end, (int)(made.Page + ((ulong)made.Pages * KernelSpace.PageSize) - end), RedZone);
    }

    private Finding? DamageOf(HeapObject live, ulong place)
    {
        ulong start = live.Address + (ulong)live.Size;
        ulong end = live.Page + ((ulong)live.Pages * KernelSpace.PageSize);
        ulong? at = space.FindOther(live.Page, (int)(live.Address - live.Page), RedZone)
            ?? space.FindOther(start, (int)(end - start), RedZone);
        return at is { } address
            ? new Finding(
                FindingKind.OutOfBounds,
                $"write {PlaceIn(live, address)} {Describe(live)}; found by {image.WhereFrom(place)}")
            : null;
    }

    private Finding Refuse(ulong address, ulong caller)
    {
        // An odd address is none of the accounts': they refuse it, and say why.
        KernelPointer wrong = new(address);
        _ = accounts.Free(wrong.IsError ? wrong : new KernelPointer(address | 1));
        string by = image.WhereFrom(caller);
        return wrong.IsError
            ? new Finding(FindingKind.WrongFree, $"kfree of an error pointer ({(long)address}) by {by}")
            : Find(address) is { FreedBy: not null } gone && gone.Address == address
                ? new Finding(FindingKind.DoubleFree, $"kfree by {by} of {Describe(gone)}")
                : new Finding(
                    FindingKind.WrongFree,
                    $"kfree by {by} of {Explain(address)?.Text ?? $"0x{address:x}, {image.Where(address)}"}");
    }

    private void Unmap(HeapObject gone)
    {
        space.Unmap(gone.Page, gone.Pages);
        for (int i = 0; i < gone.Pages; i++)
        {
            ForgetTranslation(gone.Page + ((ulong)i * KernelSpace.PageSize));
        }
    }
}
