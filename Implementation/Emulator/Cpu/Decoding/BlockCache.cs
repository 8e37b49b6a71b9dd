using System.Diagnostics.CodeAnalysis;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>
/// Instruction fetch: finds the block at RIP by physical address and mode, and decodes it when it is new or its page
/// has been written since. An instruction that crosses a page is fetched and decoded each time.
/// </summary>
internal sealed class BlockCache(Core core)
{
    private const int SlotBits = 12;
    private const int Slots = 1 << SlotBits;
    private const int MostInSlot = 16;

    /// <summary>2^64 by the golden ratio, which spreads neighbours far.</summary>
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;
    private const int ModeBits = 3;
    private const ulong NoKey = ulong.MaxValue;

    /// <summary>
    /// The decoded instructions that are kept. A guest that spreads code over all of its memory makes the cache start
    /// anew instead of filling the host's.
    /// </summary>
    private const int MaxKept = 1 << 18;

    private readonly Block?[] _slots = new Block?[Slots];
    private readonly List<Block> _numbered = [];
    private int _kept;

    /// <summary>Finds the block at RIP; false when the fetch faults, with the event in the core.</summary>
    internal bool TryFind([NotNullWhen(true)] out Block? block)
    {
        block = null;
        ulong rip = core.State.Rip;
        if (!IsFetchable(rip, 1))
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!TryTranslate(rip, out ulong physical))
        {
            return core.RefuseAccess();
        }

        ulong key = (physical << ModeBits) | (uint)core.Mode;
        uint stamp = core.Memory.Physical.StampOf(physical);
        block = _slots[SlotOf(physical)];
        while (block is not null && (block.Key != key || block.Stamp != stamp))
        {
            block = block.Next;
        }

        if (block is null || !IsFetchable(rip, block.Size))
        {
            block = Decode(rip, physical, key);
        }

        return block is not null;
    }

    /// <summary>A block that was decoded, though its code may have been written since.</summary>
    internal Block Numbered(int id) => _numbered[id];

    /// <summary>The bytes of the instruction at RIP, or those up to where they cannot be fetched.</summary>
    internal InstructionBytes BytesAtInstruction()
    {
        Span<byte> bytes = stackalloc byte[InstructionBytes.MaxLength];
        int fetched = Fetch(core.State.Rip, bytes);
        int length = BlockDecoder.LengthOf(bytes[..fetched], core.Mode, core.Platform.Model);
        return new InstructionBytes(bytes[..length]);
    }

    private Block? Decode(ulong rip, ulong physical, ulong key)
    {
        GuestMemory memory = core.Memory.Physical;
        int toPageEnd = GuestMemory.PageSize - (int)(physical & (GuestMemory.PageSize - 1));
        ReadOnlySpan<byte> bytes = memory.CodeBytes(physical, FetchableBytes(rip, toPageEnd));
        DecodedCode code = BlockDecoder.Decode(bytes, core.Mode, core.Platform.Model, BlockDecoder.MaxOps);
        if (code.IsEmpty)
        {
            return DecodeAlone(rip);
        }

        var block = new Block(key, memory.MarkCode(physical, code.Size), code);
        MakeRoom(code.Ops.Length);
        block.Id = _numbered.Count;
        _numbered.Add(block);
        Keep(block, ref _slots[SlotOf(physical)]);
        return block;
    }

    private void MakeRoom(int count)
    {
        _kept += count;
        if (_kept > MaxKept)
        {
            Array.Clear(_slots);
            _numbered.Clear();
            _kept = count;
            core.Memory.Physical.MoveCodeEpoch();
        }
    }

    /// <summary>
    /// Puts a block at the head of its chain, in the place of what was decoded at the same address before. Of a chain
    /// that grows too long the oldest goes: nobody is to make the search long by a choice of addresses.
    /// </summary>
    private static void Keep(Block block, ref Block? head)
    {
        ref Block? link = ref head;
        for (int place = 1; link is not null && link.Key != block.Key && place < MostInSlot; place++)
        {
            link = ref link.Next;
        }

        link = link is not null && link.Key == block.Key ? link.Next : null;
        block.Next = head;
        head = block;
    }

    /// <summary>
    /// The one instruction at RIP, which may go on beyond the page, neither kept nor marked as code; null when its
    /// fetch faults, with the event in the core.
    /// </summary>
    internal Block? DecodeAlone(ulong rip)
    {
        Span<byte> bytes = stackalloc byte[InstructionBytes.MaxLength];
        int fetched = Fetch(rip, bytes);
        DecodedCode code = BlockDecoder.Decode(bytes[..fetched], core.Mode, core.Platform.Model, most: 1);
        if (!code.IsEmpty)
        {
            return new Block(NoKey, stamp: 0, code);
        }

        if (!IsFetchable(rip, fetched + 1))
        {
            _ = core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }
        else if (!TryTranslate(rip + (ulong)fetched, out _))
        {
            _ = core.RefuseAccess();
        }

        return null;
    }

    private int Fetch(ulong rip, Span<byte> bytes)
    {
        int count = 0;
        while (count < bytes.Length
            && IsFetchable(rip, count + 1)
            && TryTranslate(rip + (ulong)count, out ulong physical))
        {
            bytes[count++] = core.Memory.Physical.Read<byte>(physical);
        }

        return count;
    }

    private int FetchableBytes(ulong rip, int most)
    {
        if (core.Mode == ExecutionMode.Long64)
        {
            return most;
        }

        ulong left = core.State.Segments[(int)SegmentRegister.Cs].Limit - rip + 1;
        return (int)Math.Min((ulong)most, left);
    }

    private bool IsFetchable(ulong rip, int size)
    {
        ulong last = rip + (ulong)(size - 1);
        return core.Mode == ExecutionMode.Long64
            ? LinearAddress.IsCanonical(rip) && LinearAddress.IsCanonical(last)
            : last <= core.State.Segments[(int)SegmentRegister.Cs].Limit;
    }

    private bool TryTranslate(ulong rip, out ulong physical) =>
        core.Memory.TryFetch(core.LinearOfInstruction(rip), out physical);

    private static int SlotOf(ulong physical) => (int)((physical * Spread) >> (64 - SlotBits));
}
