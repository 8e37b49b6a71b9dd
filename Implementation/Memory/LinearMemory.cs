using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Memory;

/// <summary>
/// Memory by linear address. An access whose page is cached is one comparison and one load or store in the host;
/// everything else is done out of line. A refusal is a return value; what it was stands in <see cref="Refusal"/>.
/// </summary>
internal sealed unsafe class LinearMemory
{
    private const ulong LowBits = GuestMemory.PageSize - 1;
    private const int ScratchSize = 64;

    private readonly GuestMemory _memory;
    private readonly IMemoryDevice? _devices;
    private readonly Paging _paging;
    private readonly Tlb _flat = new();
    private readonly Tlb _paged = new();
    private readonly byte[] _scratchBytes = GC.AllocateArray<byte>(ScratchSize, pinned: true);

    // Where a read that was not cached leaves its value. A local would have to live in memory on the fast path too.
    private readonly byte* _scratch;
    private byte* _lines;
    private ulong _context;
    private Tlb _current;
    private ulong _userContext;
    private ulong _supervisorContext;
    private ulong _systemContext;
    private bool _isUser;
    private bool _liftsGuard;
    private bool _is64Bit;

    internal LinearMemory(GuestMemory memory, IMemoryDevice? devices)
    {
        _memory = memory;
        _devices = devices;
        _paging = new Paging(memory, hasOpenBus: devices is not null);
        _scratch = (byte*)Unsafe.AsPointer(ref _scratchBytes[0]);
        _current = _flat;
        ChooseContexts();
        memory.Attach(this);
    }

    internal GuestMemory Physical => _memory;

    /// <summary>Why the last access was refused.</summary>
    internal TranslationStatus Refusal { get; private set; }

    /// <summary>The linear address that the last access was refused at.</summary>
    internal ulong RefusedAddress { get; private set; }

    /// <summary>The error code, when the refusal is a page fault.</summary>
    internal PageFaultBits PageFaultCode => _paging.FaultCode;

    /// <summary>The registers that PAE paging starts from, for a snapshot.</summary>
    internal (ulong? Root, PageDirectoryPointers Pointers) PointerState
    {
        get => _paging.PointerState;
        set => _paging.PointerState = value;
    }

    /// <summary>
    /// Says how addresses are translated from now on. Translations live on while this stays the same, also across a
    /// time without paging, as they do in KVM when user space sets the system registers to what they were. A new CR3
    /// spares those of global pages; any other change spares none.
    /// </summary>
    /// <param name="context">The tables and options; without a format, addresses are physical.</param>
    /// <param name="is64Bit">Whether the addresses of code are wider than 32 bits.</param>
    /// <param name="user">Whether instructions are at level 3.</param>
    /// <param name="liftsGuard">EFLAGS.AC: SMAP does not hold.</param>
    internal void Use(PagingContext context, bool is64Bit, bool user, bool liftsGuard)
    {
        _is64Bit = is64Bit;
        _isUser = user;
        _liftsGuard = liftsGuard;
        _current = context.Format == PagingFormat.None ? _flat : _paged;
        if (context.Format != PagingFormat.None)
        {
            PagingContext before = _paging.Context;
            if (before != context)
            {
                if (before with { Root = context.Root } == context)
                {
                    _paged.FlushNonGlobal();
                }
                else
                {
                    _paged.Flush();
                }
            }

            _paging.Use(context);
        }

        ChooseContexts();
    }

    /// <summary>Loads the registers of PAE paging; false means #GP(0), with nothing changed.</summary>
    internal bool TryLoadPageDirectoryPointers(ulong cr3) => _paging.TryLoadPointers(cr3);

    /// <summary>Lets the next use of PAE paging load its registers, because the host has set the state.</summary>
    internal void ForgetPageDirectoryPointers() => _paging.ForgetPointers();

    /// <summary>Forgets every translation, as a change of CR4 does.</summary>
    internal void FlushTranslations()
    {
        _flat.Flush();
        _paged.Flush();
        ChooseContexts();
    }

    /// <summary>Forgets the translations of pages that are not global, as a load of CR3 does.</summary>
    internal void FlushNonGlobal()
    {
        _paged.FlushNonGlobal();
        ChooseContexts();
    }

    /// <summary>Forgets the translation of one page, global or not, as INVLPG does.</summary>
    internal void Invalidate(ulong linear) => _paged.Invalidate(linear);

    internal void DropWrites()
    {
        _flat.DropWrites();
        _paged.DropWrites();
    }

    internal void DropWritesTo(byte* hostPage)
    {
        _flat.DropWritesTo(hostPage);
        _paged.DropWritesTo(hostPage);
    }

    /// <summary>Reads for an instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRead<T>(ulong linear, out T value)
        where T : unmanaged => TryRead(linear, _context, AccessKind.Read, out value);

    /// <summary>
    /// Writes for an instruction, which must be executed again after a refusal, whatever the reason for that was.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryWrite<T>(ulong linear, T value)
        where T : unmanaged => TryWrite(linear, _context, value, isRestartable: true);

    /// <summary>Reads for an instruction what it will write back: refuses whatever the write would be refused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadForWrite<T>(ulong linear, out T value)
        where T : unmanaged => TryRead(linear, _context, AccessKind.Write, out value);

    /// <summary>Reads a table of the system: with the privilege of the kernel, which EFLAGS.AC does not widen.</summary>
    internal bool TryReadSystem<T>(ulong linear, out T value)
        where T : unmanaged => TryRead(linear, _systemContext, AccessKind.Read, out value);

    /// <summary>Writes a table of the system. Such a write is never refused for the code that it meets.</summary>
    internal bool TryWriteSystem<T>(ulong linear, T value)
        where T : unmanaged => TryWrite(linear, _systemContext, value, isRestartable: false);

    /// <summary>
    /// Writes a word of a frame, with the privilege of the handler that it is for. Such a write is never refused for
    /// the code that it meets.
    /// </summary>
    internal bool TryWrite<T>(ulong linear, bool user, T value)
        where T : unmanaged =>
        TryWrite(linear, user ? _userContext : _supervisorContext, value, isRestartable: false);

    /// <summary>Finds the byte of RAM that an instruction is fetched from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryFetch(ulong linear, out ulong physical)
    {
        TlbEntry* entry = LineOf(linear, AccessKind.Execute);
        if (TagOf<byte>(linear, _context) == entry->Tag)
        {
            physical = _memory.PhysicalOf((nuint)linear + entry->HostMinusLinear);
            return true;
        }

        return FetchOutOfLine(linear, out physical);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRead<T>(ulong linear, ulong context, AccessKind kind, out T value)
        where T : unmanaged
    {
        TlbEntry* entry = LineOf(linear, kind);
        if (TagOf<T>(linear, context) == entry->Tag)
        {
            value = Unsafe.ReadUnaligned<T>((byte*)((nuint)linear + entry->HostMinusLinear));
            return true;
        }

        if (ReadOutOfLine(linear, context, sizeof(T), kind))
        {
            value = Unsafe.ReadUnaligned<T>(_scratch);
            return true;
        }

        value = default;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryWrite<T>(ulong linear, ulong context, T value, bool isRestartable)
        where T : unmanaged
    {
        TlbEntry* entry = LineOf(linear, AccessKind.Write);
        if (TagOf<T>(linear, context) == entry->Tag)
        {
            Unsafe.WriteUnaligned((byte*)((nuint)linear + entry->HostMinusLinear), value);
            return true;
        }

        return WriteOutOfLine(linear, context, value, isRestartable);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TlbEntry* LineOf(ulong linear, AccessKind kind) =>
        (TlbEntry*)(_lines + ((nuint)(linear >> Tlb.LineShift) & (nuint)Tlb.LineMask) + ((int)kind * Tlb.KindStride));

    /// <summary>
    /// The tag of the page that the access ends in, which is not that of the line when it crosses into another.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TagOf<T>(ulong linear, ulong context)
        where T : unmanaged => ((linear + (ulong)(sizeof(T) - 1)) & ~LowBits) | context;

    private void ChooseContexts()
    {
        bool isFlat = _current == _flat;
        bool isGuarded = !isFlat && _paging.Context.Has(PagingOptions.AccessPrevention);
        AccessClass system = isGuarded ? AccessClass.Guarded : AccessClass.Supervisor;
        AccessClass supervisor = _liftsGuard ? AccessClass.Supervisor : system;

        // Without paging privilege makes no difference, and the translations of one level serve another.
        _lines = _current.Lines;
        _userContext = _current.ContextOf(isFlat ? AccessClass.Supervisor : AccessClass.User);
        _supervisorContext = _current.ContextOf(supervisor);
        _systemContext = _current.ContextOf(system);
        _context = _isUser ? _userContext : _supervisorContext;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ReadOutOfLine(ulong linear, ulong context, int size, AccessKind kind)
    {
        if (!TryFind(linear, size, kind, context, out PageSpan span))
        {
            return false;
        }

        if (kind == AccessKind.Write && DropsCode(in span))
        {
            return Refuse(TranslationStatus.CodeWritten, linear);
        }

        span.Low.Read(_scratch, span.LowBytes, _devices);
        span.High.Read(_scratch + span.LowBytes, span.HighBytes, _devices);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool WriteOutOfLine<T>(ulong linear, ulong context, T value, bool isRestartable)
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

        var bytes = (byte*)&value;
        span.Low.Write(bytes, span.LowBytes, _devices);
        span.High.Write(bytes + span.LowBytes, span.HighBytes, _devices);
        return true;
    }

    private bool FetchOutOfLine(ulong linear, out ulong physical)
    {
        bool found = TryFind(linear, 1, AccessKind.Execute, _context, out PageSpan span);
        physical = span.Low.Physical;
        return found && (span.Low.IsRam || Refuse(TranslationStatus.NoMemory, linear));
    }

    /// <summary>Finds the one or two pages of an access; the first that refuses is the one that counts.</summary>
    private bool TryFind(ulong linear, int size, AccessKind kind, ulong context, out PageSpan span)
    {
        span = default;
        if (_current == _paged && _paging.Context.Format == PagingFormat.FourLevel
            && !(IsCanonical(linear) && IsCanonical(linear + (ulong)(size - 1))))
        {
            return Refuse(TranslationStatus.NotCanonical, linear);
        }

        span.LowBytes = Math.Min(size, GuestMemory.PageSize - (int)(linear & LowBits));
        span.HighBytes = size - span.LowBytes;
        return TryFindPage(linear, kind, context, out span.Low)
            && (span.HighBytes == 0 || TryFindPage(PageAfter(linear), kind, context, out span.High));
    }

    private bool TryFindPage(ulong linear, AccessKind kind, ulong context, out PhysicalPage page)
    {
        page = default;
        var found = new Translation(linear, GuestMemory.PageShift, IsGlobal: false);
        if (_current == _paged)
        {
            TranslationStatus status = _paging.Walk(linear, kind, (AccessClass)(context & Tlb.ClassMask), out found);
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

        _current.Add(linear, kind, context, host, found.PageShift, found.IsGlobal);
        return true;
    }

    private bool DropsCode(in PageSpan span) =>
        DropsCode(in span.Low, span.LowBytes) | (span.HighBytes != 0 && DropsCode(in span.High, span.HighBytes));

    private bool DropsCode(in PhysicalPage page, int length) =>
        page.IsRam && _memory.DropCode(page.Physical, length);

    /// <summary>The start of the next page; the addresses of narrow code start over at 4 GiB.</summary>
    private ulong PageAfter(ulong linear)
    {
        ulong next = (linear | LowBits) + 1;
        return !_is64Bit && next == 1UL << 32 ? 0 : next;
    }

    private bool Refuse(TranslationStatus status, ulong linear)
    {
        Refusal = status;
        RefusedAddress = linear;
        return false;
    }

    private static bool IsCanonical(ulong address)
    {
        const int unused = 64 - 48;
        return (ulong)((long)(address << unused) >> unused) == address;
    }
}
