using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// Memory by linear address. An access whose page is cached is one comparison and one load or store in the host;
/// everything else is left to <see cref="UncachedMemory"/>. A refusal is a return value; what it was stands in
/// <see cref="Refusal"/>.
/// </summary>
internal sealed unsafe class LinearMemory
{
    private const ulong LowBits = GuestMemory.PageSize - 1;

    private readonly GuestMemory _memory;
    private readonly Paging _paging;
    private readonly UncachedMemory _uncached;
    private readonly Tlb _flat = new();
    private readonly Tlb _paged = new();
    private byte* _lines;
    private ulong _context;
    private bool _isPaged;
    private ulong _userContext;
    private ulong _supervisorContext;
    private ulong _systemContext;
    private bool _isUser;
    private bool _liftsGuard;
    private bool _checksAlignment;

    internal LinearMemory(GuestMemory memory, IMemoryDevice? devices)
    {
        _memory = memory;
        _paging = new Paging(memory, hasOpenBus: devices is not null);
        _uncached = new UncachedMemory(memory, devices, _paging, Watches, _flat);
        ChooseContexts();
        memory.Attach(this);
    }

    internal GuestMemory Physical => _memory;

    /// <summary>What is watched, and was hit.</summary>
    internal DataWatches Watches { get; } = new();

    /// <summary>Whether a store to a device is refused until its instruction is executed alone.</summary>
    internal bool DefersDeviceWrites
    {
        set => _uncached.DefersDeviceWrites = value;
    }

    /// <summary>
    /// Whether a write of the processor itself that meets decoded code, such as that of an accessed bit, is refused
    /// like a store, so that the instruction is executed again alone. While an event is delivered it is not: nothing
    /// that is decoded goes on behind it.
    /// </summary>
    internal bool RestartsForCode
    {
        get => _paging.RestartsForCode;
        set => _paging.RestartsForCode = value;
    }

    /// <summary>Whether linear addresses are translated.</summary>
    internal bool IsPaged => _isPaged;

    /// <summary>Why the last access was refused.</summary>
    internal TranslationStatus Refusal => _uncached.Refusal;

    /// <summary>The linear address that the last access was refused at.</summary>
    internal ulong RefusedAddress => _uncached.RefusedAddress;

    /// <summary>The error code, when the refusal is a page fault.</summary>
    internal PageFaultBits PageFaultCode => _paging.FaultCode;

    /// <summary>
    /// The registers that PAE paging starts from, for a snapshot; whoever puts it back flushes the translations.
    /// </summary>
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
    /// <param name="checksAlignment">CR0.AM and EFLAGS.AC: level 3 keeps to aligned addresses.</param>
    internal void Use(
        PagingContext context, bool is64Bit, bool user, bool liftsGuard, bool checksAlignment = false)
    {
        _isUser = user;
        _checksAlignment = checksAlignment;
        _liftsGuard = liftsGuard;
        _isPaged = context.Format != PagingFormat.None;
        _uncached.Is64Bit = is64Bit;
        if (_isPaged)
        {
            UsePaging(context);
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
        _memory.MoveCodeEpoch();
        _flat.Flush();
        _paged.Flush();
        ChooseContexts();
    }

    /// <summary>Says what is watched from now on; there may be translations that do not know.</summary>
    internal void Watch(ReadOnlySpan<DataWatch> watches)
    {
        if (Watches.Use(watches))
        {
            _flat.Flush();
            _paged.Flush();
            ChooseContexts();
        }
    }

    /// <summary>Forgets the translations of pages that are not global, as a load of CR3 does.</summary>
    internal void FlushNonGlobal()
    {
        _memory.MoveCodeEpoch();
        _paged.FlushNonGlobal();
        ChooseContexts();
    }

    /// <summary>Forgets the translation of one page, global or not, as INVLPG does.</summary>
    internal void Invalidate(ulong linear)
    {
        _memory.MoveCodeEpoch();
        _paged.Invalidate(linear);
    }

    /// <summary>Forgets the translation of a page without code: what is decoded stays, and how it is chained.</summary>
    internal void ForgetDataTranslation(ulong linear) => _paged.Invalidate(linear);

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

    /// <summary>Reads for an instruction what it will write back; refused whenever the write would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadForWrite<T>(ulong linear, out T value)
        where T : unmanaged => TryRead(linear, _context, AccessKind.Write, out value);

    /// <summary>Where an access of an instruction lies in the host, if that is cached.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryFindHost<T>(ulong linear, AccessKind kind, out nint host)
        where T : unmanaged
    {
        TlbEntry* entry = LineOf(linear, kind);
        host = (nint)((nuint)linear + entry->HostMinusLinear);
        return TagOf<T>(linear, _context) == entry->Tag;
    }

    /// <summary>Reads a table of the system with the privilege of the kernel, which EFLAGS.AC does not widen.</summary>
    internal bool TryReadSystem<T>(ulong linear, out T value)
        where T : unmanaged =>
        TryRead(linear, _systemContext, AccessKind.Read, out value);

    /// <summary>Writes a table of the system, with the privilege of the kernel.</summary>
    internal bool TryWriteSystem<T>(ulong linear, T value)
        where T : unmanaged => TryWrite(linear, _systemContext, value, RestartsForCode);

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

        return _uncached.TryFetch(linear, _context, out physical);
    }

    private void UsePaging(PagingContext context)
    {
        PagingContext before = _paging.Context;
        if (before == context && context.Format != PagingFormat.Pae)
        {
            return;
        }

        bool loadsPointers = _paging.Use(context);
        if (loadsPointers || before with { Root = context.Root } != context)
        {
            _memory.MoveCodeEpoch();
            _paged.Flush();
        }
        else if (before != context)
        {
            _memory.MoveCodeEpoch();
            _paged.FlushNonGlobal();
        }
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

        if (_uncached.TryRead(linear, context, sizeof(T), kind))
        {
            value = Unsafe.ReadUnaligned<T>(_uncached.Value);
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

        return _uncached.TryWrite(linear, context, value, isRestartable);
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
        Tlb current = _isPaged ? _paged : _flat;
        bool isGuarded = _isPaged && _paging.Context.Has(PagingOptions.AccessPrevention);
        AccessClass system = isGuarded ? AccessClass.Guarded : AccessClass.Supervisor;
        AccessClass supervisor = _liftsGuard ? AccessClass.Supervisor : system;

        // Without paging privilege makes no difference, and the translations of one level serve another.
        _lines = current.Lines;
        _userContext = current.ContextOf(_isPaged ? AccessClass.User : AccessClass.Supervisor);
        _supervisorContext = current.ContextOf(supervisor);
        _systemContext = current.ContextOf(system);
        _context = !_isUser ? _supervisorContext
            : _checksAlignment ? current.ContextOf(AccessClass.Aligned)
            : _userContext;
        _uncached.Use(current, _isPaged);
    }
}
