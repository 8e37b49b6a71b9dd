using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// Cached translations, direct-mapped, apart for reads, writes and fetches, so that a hit is also a permission.
/// A flush moves a generation that is part of every tag, so that it costs nothing until the generations run out.
/// </summary>
internal sealed unsafe class Tlb
{
    /// <summary>The bytes from the entries for reads to those for writes, and on to those for fetches.</summary>
    internal const int KindStride = EntriesPerKind * EntrySize;

    internal const ulong LineMask = (EntriesPerKind - 1) * EntrySize;

    /// <summary>How far an address is shifted to get at its line.</summary>
    internal const int LineShift = GuestMemory.PageShift - 4;

    internal const ulong ClassMask = 3;

    private const int EntriesPerKind = 256;
    private const int EntrySize = 16;
    private const int Kinds = 3;
    private const int HostLine = 64;
    private const int ClassBits = 2;
    private const ulong LowBits = GuestMemory.PageSize - 1;
    private const ulong LastGeneration = LowBits >> ClassBits;
    private const byte GlobalMark = 0x80;

    private readonly TlbEntry[] _storage =
        GC.AllocateArray<TlbEntry>((Kinds * EntriesPerKind) + (HostLine / EntrySize), pinned: true);

    // Of each entry the page's shift, and whether it is global.
    private readonly byte[] _details = new byte[Kinds * EntriesPerKind];
    private readonly TlbEntry* _entries;
    private ulong _generation = 1;
    private bool _hasGlobal;
    private bool _hasLarge;

    internal Tlb()
    {
        var start = (nuint)Unsafe.AsPointer(ref _storage[0]);
        _entries = (TlbEntry*)((start + HostLine - 1) & ~(nuint)(HostLine - 1));
    }

    /// <summary>The entries for reads of line zero.</summary>
    internal byte* Lines => (byte*)_entries;

    /// <summary>What the tags of a class have in their low bits.</summary>
    internal ulong ContextOf(AccessClass by) => (_generation << ClassBits) | (ulong)by;

    /// <summary>Keeps a translation that has been granted.</summary>
    internal void Add(ulong linear, AccessKind kind, ulong context, byte* host, int pageShift, bool isGlobal)
    {
        int number = NumberOf(linear, kind);
        _entries[number].Tag = (linear & ~LowBits) | context;
        _entries[number].HostMinusLinear = (nuint)host - (nuint)linear;
        _details[number] = (byte)(pageShift | (isGlobal ? GlobalMark : 0));
        _hasGlobal |= isGlobal;
        _hasLarge |= pageShift != GuestMemory.PageShift;
    }

    /// <summary>Forgets every translation.</summary>
    internal void Flush()
    {
        _hasGlobal = false;
        _hasLarge = false;
        if (++_generation > LastGeneration)
        {
            Array.Clear(_storage);
            _generation = 1;
        }
    }

    /// <summary>Forgets the translations that are not global.</summary>
    internal void FlushNonGlobal()
    {
        if (!_hasGlobal)
        {
            Flush();
            return;
        }

        for (int i = 0; i < _details.Length; i++)
        {
            _entries[i].Tag = (_details[i] & GlobalMark) != 0 ? _entries[i].Tag : 0;
        }
    }

    /// <summary>Forgets the translations of the page that holds an address, of whatever size it is.</summary>
    internal void Invalidate(ulong linear)
    {
        if (!_hasLarge)
        {
            Forget(NumberOf(linear, AccessKind.Read), linear);
            Forget(NumberOf(linear, AccessKind.Write), linear);
            Forget(NumberOf(linear, AccessKind.Execute), linear);
            return;
        }

        for (int i = 0; i < _details.Length; i++)
        {
            Forget(i, linear);
        }
    }

    /// <summary>Forgets every permission to write.</summary>
    internal void DropWrites() =>
        new Span<TlbEntry>(_entries + EntriesPerKind, EntriesPerKind).Clear();

    /// <summary>Forgets the permissions to write to one page of the host, under whatever address.</summary>
    internal void DropWritesTo(byte* hostPage)
    {
        TlbEntry* end = _entries + (2 * EntriesPerKind);
        for (TlbEntry* entry = _entries + EntriesPerKind; entry < end; entry++)
        {
            bool leadsThere = (nuint)(entry->Tag & ~LowBits) + entry->HostMinusLinear == (nuint)hostPage;
            entry->Tag = leadsThere ? 0 : entry->Tag;
        }
    }

    private void Forget(int number, ulong linear)
    {
        int shift = _details[number] & ~GlobalMark;
        ref ulong tag = ref _entries[number].Tag;
        tag = (tag ^ linear) >> shift == 0 ? 0 : tag;
    }

    private static int NumberOf(ulong linear, AccessKind kind) =>
        ((int)kind * EntriesPerKind) + (int)((linear >> GuestMemory.PageShift) & (EntriesPerKind - 1));
}
