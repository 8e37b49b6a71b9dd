using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// What an access is when its translation is not cached, or must not be: the walk, pages without RAM, accesses that
/// cross a page, stores to decoded code. What can be cached is, on the way.
/// </summary>
internal sealed unsafe class UncachedMemory
{
    private const ulong LowBits = GuestMemory.PageSize - 1;
    private const int LargestValue = 64;

    private readonly byte[] _value = GC.AllocateArray<byte>(LargestValue, pinned: true);
    private readonly GuestMemory _memory;
    private readonly IMemoryDevice? _devices;
    private readonly Paging _paging;
    private readonly DataWatches _watches;
    private Tlb _tlb;
    private bool _isPaged;

    internal UncachedMemory(
        GuestMemory memory, IMemoryDevice? devices, Paging paging, DataWatches watches, Tlb tlb)
    {
        _memory = memory;
        _devices = devices;
        _paging = paging;
        _watches = watches;
        _tlb = tlb;
        Value = (byte*)Unsafe.AsPointer(ref _value[0]);
    }

    /// <summary>
    /// Where a read leaves its value. A local of the reader would have to live in memory on the fast path too.
    /// </summary>
    internal byte* Value { get; }

    /// <summary>Whether addresses of code are wider than 32 bits.</summary>
    internal bool Is64Bit { get; set; }

    /// <summary>Whether a store to a device is refused until its instruction is executed alone.</summary>
    internal bool DefersDeviceWrites { get; set; }

    internal TranslationStatus Refusal { get; private set; }

    internal ulong RefusedAddress { get; private set; }

    /// <summary>Says where translations are kept, and whether they are made by walks.</summary>
    internal void Use(Tlb tlb, bool isPaged)
    {
        _tlb = tlb;
        _isPaged = isPaged;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryRead(ulong linear, ulong context, int size, AccessKind kind)
    {
        if (!TryFind(linear, size, kind, context, out PageSpan span))
        {
            return false;
        }

        if (kind == AccessKind.Write && DropsCode(in span))
        {
            return Refuse(TranslationStatus.CodeWritten, linear);
        }

        if (kind == AccessKind.Write && Defers(in span))
        {
            return Refuse(TranslationStatus.DeviceWritten, linear);
        }

        Note(linear, in span, kind);
        span.Low.Read(Value, span.LowBytes, _devices);
        span.High.Read(Value + span.LowBytes, span.HighBytes, _devices);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryWrite<T>(ulong linear, ulong context, T value, bool isRestartable)
        where T : unmanaged
    {
        if (!TryFind(linear, sizeof(T), AccessKind.Write, context, out PageSpan span))
        {
            return false;
        }

        if (DropsCode(in span) && isRestartable)
        {
            return Refuse(TranslationStatus.CodeWritten, linear);
        }

        if (isRestartable && Defers(in span))
        {
            return Refuse(TranslationStatus.DeviceWritten, linear);
        }

        Note(linear, in span, AccessKind.Write);
        var bytes = (byte*)&value;
        span.Low.Write(bytes, span.LowBytes, _devices);
        span.High.Write(bytes + span.LowBytes, span.HighBytes, _devices);
        return true;
    }

    internal bool TryFetch(ulong linear, ulong context, out ulong physical)
    {
        bool found = TryFind(linear, 1, AccessKind.Execute, context, out PageSpan span);
        physical = span.Low.Physical;
        return found && (span.Low.IsRam || Refuse(TranslationStatus.NoMemory, linear));
    }

    /// <summary>Finds the one or two pages of an access; the first that refuses is the one that counts.</summary>
    private bool TryFind(ulong linear, int size, AccessKind kind, ulong context, out PageSpan span)
    {
        span = default;
        if (_isPaged && _paging.Context.Format == PagingFormat.FourLevel
            && !(LinearAddress.IsCanonical(linear) && LinearAddress.IsCanonical(linear + (ulong)(size - 1))))
        {
            return Refuse(TranslationStatus.NotCanonical, linear);
        }

        span.LowBytes = Math.Min(size, GuestMemory.PageSize - (int)(linear & LowBits));
        span.HighBytes = size - span.LowBytes;
        return TryFindPage(linear, kind, context, out span.Low)
            && (span.HighBytes == 0 || TryFindPage(PageAfter(linear), kind, context, out span.High))
            && (!IsMisaligned(linear, size, context) || Refuse(TranslationStatus.Misaligned, linear));
    }

    private static bool IsAligned(ulong context) => (AccessClass)(context & Tlb.ClassMask) == AccessClass.Aligned;

    /// <summary>Vectors are not looked at: their instructions say themselves whether they must be aligned.</summary>
    private static bool IsMisaligned(ulong linear, int size, ulong context) =>
        IsAligned(context) && size <= sizeof(ulong) && (linear & (ulong)(size - 1)) != 0;

    private bool TryFindPage(ulong linear, AccessKind kind, ulong context, out PhysicalPage page)
    {
        page = default;
        var found = new Translation(linear, GuestMemory.PageShift, IsGlobal: false);
        if (_isPaged)
        {
            AccessClass by = IsAligned(context) ? AccessClass.User : (AccessClass)(context & Tlb.ClassMask);
            TranslationStatus status = _paging.Walk(linear, kind, by, out found);
            if (status != TranslationStatus.Done)
            {
                return Refuse(status, linear);
            }
        }

        ulong physical = found.Physical;
        bool isRam = physical < _memory.Size && _devices?.Claims(physical) != true;
        if (!isRam)
        {
            page = new PhysicalPage(physical, null);
            return _devices is not null || Refuse(TranslationStatus.NoMemory, linear);
        }

        byte* host = _memory.HostPointer(physical);
        page = new PhysicalPage(physical, host);
        if (kind == AccessKind.Write)
        {
            _memory.MarkWritten(physical);
            if (_memory.HoldsCode(physical))
            {
                return true;
            }
        }

        if (_watches.Spare(linear, kind) && (kind == AccessKind.Execute || !IsAligned(context)))
        {
            _tlb.Add(linear, kind, context, host, found.PageShift, found.IsGlobal);
        }

        return true;
    }

    private bool Defers(in PageSpan span) =>
        DefersDeviceWrites && !(span.Low.IsRam && (span.HighBytes == 0 || span.High.IsRam));

    private void Note(ulong linear, in PageSpan span, AccessKind kind)
    {
        _watches.Note(linear, span.LowBytes, kind);
        if (span.HighBytes != 0)
        {
            _watches.Note(PageAfter(linear), span.HighBytes, kind);
        }
    }

    private bool DropsCode(in PageSpan span) =>
        DropsCode(in span.Low, span.LowBytes) | (span.HighBytes != 0 && DropsCode(in span.High, span.HighBytes));

    private bool DropsCode(in PhysicalPage page, int length) =>
        page.IsRam && _memory.DropCode(page.Physical, length);

    /// <summary>The start of the next page; the addresses of narrow code start over at 4 GiB.</summary>
    private ulong PageAfter(ulong linear)
    {
        ulong next = (linear | LowBits) + 1;
        return !Is64Bit && next == 1UL << 32 ? 0 : next;
    }

    private bool Refuse(TranslationStatus status, ulong linear)
    {
        Refusal = status;
        RefusedAddress = linear;
        return false;
    }
}
