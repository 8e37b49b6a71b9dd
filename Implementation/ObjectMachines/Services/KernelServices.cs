using System.Collections.Frozen;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>
/// The functions of a kernel that loaded code calls, on the accounts of a <see cref="VmKernel"/>: what that accounts
/// for in ports it accounts for in objects.
/// </summary>
internal sealed class KernelServices : IKernelServices
{
    /// <summary>An allocation that may wait for memory (<c>__GFP_DIRECT_RECLAIM</c>).</summary>
    private const ulong MayWait = 0x400;

    /// <summary>An allocation of zeros (<c>__GFP_ZERO</c>).</summary>
    private const ulong Zeroed = 0x100;

    private static readonly FrozenDictionary<string, KernelSymbol> Symbols =
        KernelSymbols.All.ToFrozenDictionary(symbol => symbol.Name);

    private readonly KernelSpace _space;
    private readonly ObjectImage _image;
    private readonly IReadOnlyDictionary<string, string> _aliases;
    private readonly UserCopies _user;

    /// <summary>Services for loaded objects.</summary>
    /// <param name="space">Their memory.</param>
    /// <param name="image">The objects.</param>
    /// <param name="kernel">The accounts.</param>
    /// <param name="aliases">Further names, each with one that is known.</param>
    public KernelServices(
        KernelSpace space, ObjectImage image, VmKernel kernel, IReadOnlyDictionary<string, string> aliases)
    {
        _space = space;
        _image = image;
        _aliases = aliases;
        Heap = new GuardedHeap(space, image, kernel.Heap);
        Locks = new LockTable(image, kernel.VmLock, Log);
        _user = new UserCopies(space, image, Heap, kernel.User);
    }

    /// <summary>The heap.</summary>
    public GuardedHeap Heap { get; }

    /// <summary>The locks.</summary>
    public LockTable Locks { get; }

    /// <summary>The user's memory, as the thread sees it that runs.</summary>
    public UserMemory User
    {
        set => _user.User = value;
    }

    /// <summary>What is wrong and ends no call.</summary>
    public FindingLog Log { get; } = new();

    /// <summary>What an address outside of the heap was, or null.</summary>
    public Func<ulong, (FindingKind Kind, string Text)?> ExplainOther { get; set; } = _ => null;

    /// <inheritdoc/>
    public Service? Find(string function) => SymbolOf(function) is { } symbol ? ServiceOf(symbol) : null;

    /// <inheritdoc/>
    public (FindingKind Kind, string Text)? Explain(ulong address) =>
        Heap.Explain(address) ?? ExplainOther(address);

    /// <summary>The function that a name stands for; null if nobody models it.</summary>
    public KernelSymbol? SymbolOf(string function) =>
        Symbols.GetValueOrDefault(_aliases.GetValueOrDefault(function, function));

    private Service ServiceOf(KernelSymbol symbol)
    {
        IReadOnlyList<int> at = symbol.Arguments;
        string name = symbol.Name;
        return symbol.Function switch
        {
            KernelFunction.Allocate => call => Allocate(name, call.Argument(at[0]), call.Argument(at[1]), call.Caller),
            KernelFunction.Free => call => Free(call.Argument(at[0]), call.Caller),
            KernelFunction.CopyFromUser => call => Sleep(name, call.Caller)
                ?? _user.CopyIn(call.Argument(at[0]), call.Argument(at[1]), call.Argument(at[2]), call.Caller),
            KernelFunction.DuplicateFromUser => call => Sleep(name, call.Caller)
                ?? _user.Duplicate(call.Argument(at[0]), call.Argument(at[1]), call.Caller),
            KernelFunction.LockMutex => call => Sleep(name, call.Caller)
                ?? Locks.Take(LockKind.Mutex, call.Argument(at[0]), call.Caller),
            KernelFunction.UnlockMutex => call => Locks.Release(LockKind.Mutex, call.Argument(at[0]), call.Caller),
            KernelFunction.LockSpin => call => Locks.Take(LockKind.Spin, call.Argument(at[0]), call.Caller),
            KernelFunction.UnlockSpin => call => Locks.Release(LockKind.Spin, call.Argument(at[0]), call.Caller),
            KernelFunction.BeginRead => call => Locks.Take(LockKind.Reader, call.Argument(at[0]), call.Caller),
            KernelFunction.EndRead => call => Locks.Release(LockKind.Reader, call.Argument(at[0]), call.Caller),
            KernelFunction.Synchronize => call => Sleep(name, call.Caller)
                ?? Locks.Synchronize(call.Argument(at[0]), call.Caller),
            KernelFunction.MightSleep => call => Sleep(name, call.Caller) ?? CallResult.Returned(0),
            KernelFunction.CopyMemory => call =>
                Copy(call.Argument(at[0]), call.Argument(at[1]), call.Argument(at[2]), call.Caller),
            KernelFunction.FillMemory => call =>
                Fill(call.Argument(at[0]), (byte)call.Argument(at[1]), call.Argument(at[2]), call.Caller),
            KernelFunction.Nothing => _ => CallResult.Returned(0),
            KernelFunction.StackCheckFailed => call => CallResult.Ended(
                CallEnd.Oops, FindingKind.StackCorruption, $"the stack's canary is overwritten, in {Place(call)}"),
            KernelFunction.CheckAccess => call => Check(
                call.Argument(at[0]), symbol.Size > 0 ? (ulong)symbol.Size : call.Argument(at[1]), call.Caller),
        };
    }

    private string Place(ServiceCall call) => _image.WhereFrom(call.Caller);

    /// <summary>Null where sleeping is allowed; else an end, for a kernel that panics on warnings.</summary>
    private CallResult? Sleep(string what, ulong caller) =>
        Locks.SleepProblem(what, caller) is { } finding ? new CallResult(CallEnd.Oops, Value: 0, finding) : null;

    private CallResult Allocate(string name, ulong size, ulong flags, ulong caller)
    {
        bool mayWait = (flags & MayWait) != 0;
        return (mayWait ? Sleep(name, caller) : null)
            ?? CallResult.Returned(Heap.Allocate(size, (flags & Zeroed) != 0, caller));
    }

    private CallResult Free(ulong address, ulong caller) => Heap.Free(address, caller) is { } finding
        ? new CallResult(CallEnd.Oops, Value: 0, finding)
        : CallResult.Returned(0);

    private CallResult Copy(ulong to, ulong from, ulong size, ulong caller)
    {
        // Read whole before it is written, as memmove must.
        if (Extent(from, size, PageRights.None) is { } unreadable)
        {
            return Refuse("read", unreadable, "memcpy", caller);
        }

        if (Extent(to, size, PageRights.Write) is { } unwritable)
        {
            return Refuse("write", unwritable, "memcpy", caller);
        }

        byte[] bytes = new byte[size];
        _ = _space.Read(from, bytes);
        _ = _space.Write(to, bytes);
        return CallResult.Returned(to);
    }

    private CallResult Fill(ulong to, byte value, ulong size, ulong caller)
    {
        if (Extent(to, size, PageRights.Write) is { } unwritable)
        {
            return Refuse("write", unwritable, "memset", caller);
        }

        _space.Fill(to, (int)size, value);
        return CallResult.Returned(to);
    }

    /// <summary>The first of some bytes that is not there, or does not allow what is needed; null if all do.</summary>
    private ulong? Extent(ulong address, ulong size, PageRights needed)
    {
        ulong first = KernelSpace.PageOf(address);
        for (ulong at = address; at - address < size; at = first += KernelSpace.PageSize)
        {
            if (at < CanonicalAddress.HighStart || !_space.Allows(at, needed))
            {
                return at;
            }
        }

        return null;
    }

    private CallResult Refuse(string access, ulong address, string function, ulong caller)
    {
        (FindingKind kind, string what) = Explain(address)
            ?? (FindingKind.WildAccess, $"{_image.Where(address)}, where that is not possible");
        return CallResult.Ended(
            CallEnd.Oops, kind, $"{access} of {what}, by {function}, called by {_image.WhereFrom(caller)}");
    }

    private CallResult Check(ulong address, ulong size, ulong caller)
    {
        if (Heap.Allows(address, (int)Math.Min(size, int.MaxValue)))
        {
            return CallResult.Returned(0);
        }

        (FindingKind kind, string what) = Explain(address)!.Value;
        return CallResult.Ended(
            CallEnd.Oops, kind, $"access of {size} bytes at {what}, at {_image.WhereFrom(caller)}");
    }
}
