using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Memory;

/// <summary>
/// Memory by linear address: translation where paging is on, accesses that cross a page, and the notice that a store
/// hit decoded code. A refusal is a return value; what it was stands in <see cref="Refusal"/>.
/// </summary>
internal sealed unsafe class LinearMemory(GuestMemory memory)
{
    private const ulong PageOffset = GuestMemory.PageSize - 1;

    private readonly Paging _paging = new(memory);
    private bool _isPaged;
    private ulong _linearMask = uint.MaxValue;

    internal GuestMemory Physical => memory;

    /// <summary>Why the last access was refused.</summary>
    internal TranslationStatus Refusal { get; private set; }

    /// <summary>The linear address that the last access was refused at.</summary>
    internal ulong RefusedAddress { get; private set; }

    /// <summary>The error code, when the refusal is a page fault.</summary>
    internal PageFaultBits PageFaultCode => _paging.FaultCode;

    /// <summary>Whether a store has hit decoded code since this was last put to false.</summary>
    internal bool CodeDropped { get; set; }

    /// <summary>Addresses are 32 bits wide and physical.</summary>
    internal void UseFlat()
    {
        _isPaged = false;
        _linearMask = uint.MaxValue;
    }

    /// <summary>Addresses are 64 bits wide and translated.</summary>
    internal void UsePaging(PagingContext context)
    {
        _isPaged = true;
        _linearMask = ulong.MaxValue;
        _paging.Use(context);
    }

    internal void FlushTranslations()
    {
        memory.MoveCodeEpoch();
        _paging.Flush();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRead<T>(ulong linear, bool user, out T value)
        where T : unmanaged
    {
        if (CrossesPage<T>(linear))
        {
            return TryReadAcross(linear, user, out value);
        }

        if (!TryTranslate(linear, AccessKind.Read, user, out ulong physical))
        {
            value = default;
            return false;
        }

        value = Unsafe.ReadUnaligned<T>(memory.HostPointer(physical));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryWrite<T>(ulong linear, bool user, T value)
        where T : unmanaged
    {
        if (CrossesPage<T>(linear))
        {
            return TryWriteAcross(linear, user, value);
        }

        if (!TryTranslate(linear, AccessKind.Write, user, out ulong physical))
        {
            return false;
        }

        Unsafe.WriteUnaligned(memory.HostPointer(physical), value);
        CodeDropped |= memory.DropCode(physical);
        return true;
    }

    /// <summary>Asks whether bytes may be written, without writing them.</summary>
    internal bool TryProbeWrite(ulong linear, bool user, int size) =>
        TryTranslate(linear, AccessKind.Write, user, out _)
        && (!CrossesPage(linear, size) || TryTranslate(SecondPage(linear), AccessKind.Write, user, out _));

    /// <summary>Finds the byte of RAM behind an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTranslate(ulong linear, AccessKind kind, bool user, out ulong physical)
    {
        if (!_isPaged)
        {
            physical = linear;
        }
        else
        {
            TranslationStatus status = _paging.Translate(linear, kind, user, out physical);
            if (status != TranslationStatus.Done)
            {
                return Refuse(status, linear);
            }
        }

        return physical < memory.Size || Refuse(TranslationStatus.NoMemory, linear);
    }

    private bool Refuse(TranslationStatus status, ulong linear)
    {
        Refusal = status;
        RefusedAddress = linear;
        return false;
    }

    private bool TryReadAcross<T>(ulong linear, bool user, out T value)
        where T : unmanaged
    {
        value = default;
        if (!TryTranslate(linear, AccessKind.Read, user, out ulong low)
            || !TryTranslate(SecondPage(linear), AccessKind.Read, user, out ulong high))
        {
            return false;
        }

        int lowBytes = BytesInFirstPage(linear);
        var bytes = new Span<byte>(Unsafe.AsPointer(ref value), sizeof(T));
        memory.Read(low, bytes[..lowBytes]);
        memory.Read(high, bytes[lowBytes..]);
        return true;
    }

    private bool TryWriteAcross<T>(ulong linear, bool user, T value)
        where T : unmanaged
    {
        if (!TryTranslate(linear, AccessKind.Write, user, out ulong low)
            || !TryTranslate(SecondPage(linear), AccessKind.Write, user, out ulong high))
        {
            return false;
        }

        int lowBytes = BytesInFirstPage(linear);
        var bytes = new ReadOnlySpan<byte>(&value, sizeof(T));
        CodeDropped |= memory.DropCode(low) | memory.DropCode(high);
        memory.Write(low, bytes[..lowBytes]);
        memory.Write(high, bytes[lowBytes..]);
        return true;
    }

    private ulong SecondPage(ulong linear) => ((linear | PageOffset) + 1) & _linearMask;

    private static int BytesInFirstPage(ulong linear) => GuestMemory.PageSize - (int)(linear & PageOffset);

    private static bool CrossesPage<T>(ulong linear)
        where T : unmanaged => CrossesPage(linear, sizeof(T));

    private static bool CrossesPage(ulong linear, int size) =>
        (int)(linear & PageOffset) > GuestMemory.PageSize - size;
}
