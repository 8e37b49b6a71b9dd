using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>
/// One instruction in the form that is executed: who executes it, and its operands. Registers stand as byte offsets
/// into the register file. One instruction has at most one memory operand.
/// </summary>
internal struct Op
{
    /// <summary>Who executes it.</summary>
    public Handler Handler;

    /// <summary>
    /// The immediate operand, the displacement of a branch, sign-extended, or the offset of a far branch.
    /// </summary>
    public ulong Immediate;

    /// <summary>
    /// The displacement of the memory operand; if relative to RIP, from the start of the instruction. For ENTER, which
    /// has no such operand, its second immediate.
    /// </summary>
    public ulong Displacement;

    /// <summary>The bits of an offset that the address size keeps.</summary>
    public ulong AddressMask;

    /// <summary>The bits of RIP that a branch of this operand size keeps.</summary>
    public ulong BranchMask;

    /// <summary>The selector of a far branch that is part of the instruction.</summary>
    public ushort FarSelector;

    /// <summary>The segment of the memory operand.</summary>
    public SegmentRegister Segment;

    /// <summary>The first operand, if it is a register; of an XMM or segment register its number.</summary>
    public byte Target;

    /// <summary>The second operand, if it is a register; of an XMM or segment register its number.</summary>
    public byte Source;

    /// <summary>The condition, as Iced counts them.</summary>
    public byte Condition;

    /// <summary>The base register of the memory operand, or the zero register.</summary>
    public byte Base;

    /// <summary>The index register of the memory operand, or the zero register.</summary>
    public byte Index;

    /// <summary>How far the index is shifted left.</summary>
    public byte Scale;

    /// <summary>The bytes of the instruction.</summary>
    public byte Length;

    /// <summary>How many instructions of the block come before it.</summary>
    public byte Ordinal;

    /// <summary>How far away in its block the instruction is that a jump goes to; zero when it is not in it.</summary>
    public sbyte Inner;

    /// <summary>How many bytes of the block come before it.</summary>
    public ushort Offset;

    /// <summary>The offset within the segment that the memory operand names.</summary>
    internal readonly ulong EffectiveAddress(Core core)
    {
        ref RegisterFile file = ref core.State.Registers;
        ulong address = RegisterFile.At<ulong>(ref file, Base)
            + (RegisterFile.At<ulong>(ref file, Index) << Scale)
            + Displacement;
        return address & AddressMask;
    }
}
