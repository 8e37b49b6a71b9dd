using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>
/// An immutable snapshot that answers "may the guest access this MSR in this direction" in three loads and a shift,
/// however many ranges were added. A lookup allocates nothing and takes no lock: a writer makes the next snapshot
/// with <see cref="With(AccessFlags, uint, uint, ReadOnlySpan{byte})"/> and publishes it with one release store of
/// the reference, and a reader works on the one it loaded, which never changes.
/// </summary>
/// <remarks>
/// <para>
/// The 32-bit index is cut 10/10/12. All nodes are 1 KiB and lie in one array, so that a node is known by its number.
/// The top node and the middle nodes hold 1024 node numbers each; a leaf holds 4096 MSRs in two planes of 512 bytes,
/// reads first, one bit each.
/// </para>
/// <para>
/// Node 0 is all zero. As a leaf it denies everything; as a middle node it names leaf 0 everywhere. So zero means
/// "denied" at every level, and the parts of the index space that no range touches cost nothing.
/// </para>
/// <para>
/// Node numbers fit a byte: a range holds at most 0x3000 = 3 * 4096 MSRs, so it touches at most four leaves and two
/// middle nodes; ten ranges add at most 10 * (4 + 2) = 60 nodes to the first two, 62 of 256. The array then has
/// 63,488 bytes, which is below the large-object limit of 85,000.
/// </para>
/// </remarks>
public sealed class DecisionTable
{
    private const int NodeBits = 10;
    private const int NodeSize = 1 << NodeBits;
    private const int NodeLimit = 1 << 8;
    private const int LeafBits = 12;
    private const int TopShift = LeafBits + NodeBits;
    private const uint EntryMask = NodeSize - 1;

    private const int PlaneSize = NodeSize / 2;
    private const uint PlaneMask = PlaneSize - 1;
    private const int PlaneWords = PlaneSize / sizeof(ulong);

    private const int TopNode = 1;
    private const int TopOffset = TopNode << NodeBits;
    private const int FirstFreeNode = 2;
    private const int AllowingUsed = FirstFreeNode + 2;

    private const int WordBits = 64;
    private const int WordShift = 6;
    private const int MaxAlignedWords = (AllowlistLayout.MaxCount / WordBits) + 1;

    /// <summary>A pool that nothing is ever returned to, so that anybody may rent from it.</summary>
    private static readonly NodePool Unpooled = new();

    private readonly byte[] _nodes;
    private readonly int _used;
    private readonly bool _isTurned;

    private DecisionTable(byte[] nodes, int used, bool isTurned = false)
    {
        _nodes = nodes;
        _used = used;
        _isTurned = isTurned;
    }

    /// <summary>The snapshot of a VM that no list was ever added to: everything is allowed.</summary>
    public static DecisionTable AllowAll { get; } = new(AllowingNodes(), AllowingUsed);

    /// <summary>The snapshot of a VM whose lists grant nothing: everything is denied.</summary>
    public static DecisionTable DenyAll { get; } = new(new byte[FirstFreeNode << NodeBits], FirstFreeNode);

    /// <summary>
    /// The snapshot after one more range, which grants what its bitmap says, beside all that was granted before.
    /// This snapshot stays as it is.
    /// </summary>
    /// <param name="flags">The directions that the range speaks of; none grants nothing, but still arms.</param>
    /// <param name="baseIndex">The MSR that bit 0 stands for.</param>
    /// <param name="count">How many MSRs the range holds: at least one, at most 0x3000, and none past the last.</param>
    /// <param name="bitmap">Bit i is bit i % 8 of byte i / 8; bits from <paramref name="count"/> on don't matter.
    /// </param>
    /// <returns>The next snapshot. After <see cref="AllowAll"/>, only what the range grants is allowed.</returns>
    public DecisionTable With(AccessFlags flags, uint baseIndex, uint count, ReadOnlySpan<byte> bitmap) =>
        With(flags, baseIndex, count, bitmap, Unpooled);

    /// <summary>The same, in an array out of a pool.</summary>
    internal DecisionTable With(
        AccessFlags flags, uint baseIndex, uint count, ReadOnlySpan<byte> bitmap, NodePool pool)
    {
        CheckRange(flags, baseIndex, count, bitmap);
        DecisionTable before = ReferenceEquals(this, AllowAll) ? DenyAll : this;
        if (flags == AccessFlags.None)
        {
            return before;
        }

        // The range may end exactly at 2^32, where its end is no index any more; its last MSR always is one.
        uint lastIndex = baseIndex + (count - 1);
        DecisionTable after = before.CopyWithLeaves(baseIndex >> LeafBits, lastIndex >> LeafBits, pool);
        Change(after._nodes, flags, baseIndex, count, bitmap, isClearing: false);
        return after;
    }

    /// <summary>
    /// The snapshot in which the bits of a range are what its bitmap says, whatever they were before. This snapshot
    /// stays as it is.
    /// </summary>
    /// <param name="flags">The directions that the range speaks of.</param>
    /// <param name="baseIndex">The MSR that bit 0 stands for.</param>
    /// <param name="count">How many MSRs the range holds: at least one, at most 0x3000, and none past the last.</param>
    /// <param name="bitmap">As for <see cref="With(AccessFlags, uint, uint, ReadOnlySpan{byte})"/>.</param>
    /// <param name="isInverted">Whether each bit is written as its opposite.</param>
    internal DecisionTable Writing(
        AccessFlags flags, uint baseIndex, uint count, ReadOnlySpan<byte> bitmap, bool isInverted)
    {
        CheckRange(flags, baseIndex, count, bitmap);
        uint lastIndex = baseIndex + (count - 1);
        DecisionTable after = CopyWithLeaves(baseIndex >> LeafBits, lastIndex >> LeafBits, Unpooled);
        Span<byte> written = stackalloc byte[(int)((count + 7) / 8)];
        written.Fill(byte.MaxValue);
        Change(after._nodes, flags, baseIndex, count, written, isClearing: true);
        for (int i = 0; i < written.Length; i++)
        {
            written[i] = (byte)(isInverted ? ~bitmap[i] : bitmap[i]);
        }

        Change(after._nodes, flags, baseIndex, count, written, isClearing: false);
        return after;
    }

    /// <summary>
    /// Gives the array to a pool. Only for a table that nobody reads any more and no other came from.
    /// </summary>
    internal void Retire(NodePool pool)
    {
        if (!ReferenceEquals(this, AllowAll) && !ReferenceEquals(this, DenyAll))
        {
            pool.Return(_nodes, NodeSize);
        }
    }

    /// <summary>
    /// The same snapshot, whose bits say where the decision differs from a default that allows: it is asked by
    /// <see cref="Decides"/>, and nothing is added to it any more.
    /// </summary>
    internal DecisionTable Turned() => new(_nodes, _used, isTurned: true);

    /// <summary>Whether the guest may access the MSR, of a snapshot that may be turned.</summary>
    /// <param name="index">The MSR: every value of ECX has an answer.</param>
    /// <param name="type">Exactly <see cref="AccessFlags.Read"/> or <see cref="AccessFlags.Write"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Decides(uint index, AccessFlags type) => Allows(index, type) ^ _isTurned;

    /// <summary>Whether the guest may access the MSR.</summary>
    /// <param name="index">The MSR: every value of ECX has an answer.</param>
    /// <param name="type">Exactly <see cref="AccessFlags.Read"/> or <see cref="AccessFlags.Write"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Allows(uint index, AccessFlags type)
    {
        Debug.Assert(type is AccessFlags.Read or AccessFlags.Write, "One access has one direction.");

        // No bounds checks: every offset is a node number times the size of a node plus a part below that size, and
        // the array holds every node that an entry names (CopyWithLeaves is the only writer of entries); that is so
        // for every index and every type. Checked, a lookup takes a sixth more time inlined, a quarter more called, and
        // a third more in a dependent chain. The part within the node is added first, as it waits for no load.
        ref byte table = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref byte middleEntry = ref Unsafe.Add(ref table, (nuint)((index >> LeafBits) & EntryMask));
        nuint plane = (nuint)(uint)(type & AccessFlags.Write) * (PlaneSize / (uint)AccessFlags.Write);
        ref byte leafOctet = ref Unsafe.Add(ref table, plane + ((index >> 3) & PlaneMask));

        nuint middle = Unsafe.Add(ref table, TopOffset + (nuint)(index >> TopShift));
        nuint leaf = Unsafe.Add(ref middleEntry, middle << NodeBits);
        uint octet = Unsafe.Add(ref leafOctet, leaf << NodeBits);
        return ((octet >> (int)(index & 7)) & 1) != 0;
    }

    private static byte[] AllowingNodes()
    {
        const byte Middle = FirstFreeNode;
        const byte Leaf = FirstFreeNode + 1;
        byte[] nodes = new byte[AllowingUsed << NodeBits];
        Node(nodes, TopNode).Fill(Middle);
        Node(nodes, Middle).Fill(Leaf);
        Node(nodes, Leaf).Fill(byte.MaxValue);
        return nodes;
    }

    private static void CheckRange(AccessFlags flags, uint baseIndex, uint count, ReadOnlySpan<byte> bitmap)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(flags & ~AccessFlags.ReadWrite, AccessFlags.None, nameof(flags));
        ArgumentOutOfRangeException.ThrowIfZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, (uint)AllowlistLayout.MaxCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)baseIndex + count, 1UL << 32, nameof(baseIndex));
        ArgumentOutOfRangeException.ThrowIfLessThan((uint)bitmap.Length, (count + 7) / 8, nameof(bitmap));
    }

    /// <summary>A copy of the table in which each of the pages has a leaf of its own to write to.</summary>
    private DecisionTable CopyWithLeaves(uint firstPage, uint lastPage, NodePool pool)
    {
        int used = _used;
        int wanted = used + MissingNodes(_nodes, firstPage, lastPage);
        if (wanted > NodeLimit)
        {
            throw new InvalidOperationException("More ranges were added than node numbers of one byte can tell apart.");
        }

        // Node 0 is all zero in every array that the pool knows.
        byte[] copy = pool.Rent(wanted << NodeBits, NodeSize);
        _nodes.AsSpan(TopOffset, (used << NodeBits) - TopOffset).CopyTo(copy.AsSpan(TopOffset));
        copy.AsSpan(used << NodeBits, (wanted - used) << NodeBits).Clear();
        for (uint page = firstPage; page <= lastPage; page++)
        {
            ref byte middle = ref copy[TopEntry(page)];
            middle = middle != 0 ? middle : (byte)used++;
            ref byte leaf = ref copy[MiddleEntry(middle, page)];
            leaf = leaf != 0 ? leaf : (byte)used++;
        }

        Debug.Assert(used == wanted, "Each missing node was counted once and added once.");
        return new DecisionTable(copy, wanted);
    }

    private static int MissingNodes(byte[] nodes, uint firstPage, uint lastPage)
    {
        int missing = 0;
        for (uint page = firstPage; page <= lastPage; page++)
        {
            byte middle = nodes[TopEntry(page)];
            bool entersMiddle = page == firstPage || (page & EntryMask) == 0;
            missing += entersMiddle && middle == 0 ? 1 : 0;
            missing += nodes[MiddleEntry(middle, page)] == 0 ? 1 : 0;
        }

        return missing;
    }

    /// <summary>
    /// Sets, or clears, the bits of the range that its bitmap has set, in nodes that no reader has seen yet.
    /// </summary>
    [SkipLocalsInit]
    private static void Change(
        byte[] nodes, AccessFlags flags, uint baseIndex, uint count, ReadOnlySpan<byte> bitmap, bool isClearing)
    {
        Span<ulong> buffer = stackalloc ulong[MaxAlignedWords];
        int shift = (int)(baseIndex % WordBits);
        Span<ulong> words = buffer[..(((int)count + shift + WordBits - 1) / WordBits)];
        RangeBitmap.Align(bitmap, count, shift, words);

        uint wordNumber = baseIndex >> WordShift;
        while (!words.IsEmpty)
        {
            Span<byte> leaf = Leaf(nodes, wordNumber / PlaneWords);
            int first = (int)(wordNumber % PlaneWords);
            int length = Math.Min(PlaneWords - first, words.Length);
            ChangeInLeaf(leaf, flags, first, words[..length], isClearing);
            words = words[length..];
            wordNumber += (uint)length;
        }
    }

    private static void ChangeInLeaf(
        Span<byte> leaf, AccessFlags flags, int firstWord, ReadOnlySpan<ulong> words, bool isClearing)
    {
        if ((flags & AccessFlags.Read) != 0)
        {
            ChangeBits(leaf[..PlaneSize][(firstWord * sizeof(ulong))..], words, isClearing);
        }

        if ((flags & AccessFlags.Write) != 0)
        {
            ChangeBits(leaf[PlaneSize..][(firstWord * sizeof(ulong))..], words, isClearing);
        }
    }

    private static void ChangeBits(Span<byte> plane, ReadOnlySpan<ulong> words, bool isClearing)
    {
        if (isClearing)
        {
            ClearBits(plane, words);
        }
        else
        {
            SetBits(plane, words);
        }
    }

    private static void SetBits(Span<byte> plane, ReadOnlySpan<ulong> words)
    {
        foreach (ulong word in words)
        {
            ulong old = BinaryPrimitives.ReadUInt64LittleEndian(plane);
            BinaryPrimitives.WriteUInt64LittleEndian(plane, old | word);
            plane = plane[sizeof(ulong)..];
        }
    }

    private static void ClearBits(Span<byte> plane, ReadOnlySpan<ulong> words)
    {
        foreach (ulong word in words)
        {
            ulong old = BinaryPrimitives.ReadUInt64LittleEndian(plane);
            BinaryPrimitives.WriteUInt64LittleEndian(plane, old & ~word);
            plane = plane[sizeof(ulong)..];
        }
    }

    private static Span<byte> Leaf(byte[] nodes, uint page)
    {
        return Node(nodes, nodes[MiddleEntry(nodes[TopEntry(page)], page)]);
    }

    private static Span<byte> Node(byte[] nodes, int number)
    {
        return nodes.AsSpan(number << NodeBits, NodeSize);
    }

    private static int TopEntry(uint page)
    {
        return TopOffset + (int)(page >> NodeBits);
    }

    private static int MiddleEntry(byte middle, uint page)
    {
        return (middle << NodeBits) + (int)(page & EntryMask);
    }
}
