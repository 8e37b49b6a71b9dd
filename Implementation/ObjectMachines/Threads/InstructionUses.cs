using System.Collections.Immutable;
using Iced.Intel;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>What the instructions of loaded code do with memory, each looked at once: such code does not change.
/// </summary>
/// <param name="space">Where the code is.</param>
internal sealed class InstructionUses(KernelSpace space)
{
    private const int LongestInstruction = 15;
    private const int UnknownSize = 8;

    private readonly Dictionary<ulong, InstructionUse> _uses = [];
    private readonly InstructionInfoFactory _factory = new();

    /// <summary>What the instruction at an address does.</summary>
    public InstructionUse At(ulong address)
    {
        if (!_uses.TryGetValue(address, out InstructionUse? use))
        {
            use = TryDecode(address, out Instruction instruction) ? UseOf(in instruction) : InstructionUse.Nothing;
            _uses[address] = use;
        }

        return use;
    }

    private bool TryDecode(ulong address, out Instruction instruction)
    {
        byte[] bytes = new byte[LongestInstruction];
        int length = space.Read(address, bytes);
        Decoder decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes, 0, length), address);
        decoder.Decode(out instruction);
        return !instruction.IsInvalid;
    }

    private InstructionUse UseOf(in Instruction instruction)
    {
        InstructionInfo info = _factory.GetInfo(in instruction);
        ImmutableArray<MemoryOperand>.Builder operands = ImmutableArray.CreateBuilder<MemoryOperand>();
        foreach (UsedMemory memory in info.GetUsedMemory())
        {
            if (memory.Segment is not (Register.GS or Register.FS) && memory.Access != OpAccess.NoMemAccess)
            {
                operands.Add(OperandOf(in memory, in instruction));
            }
        }

        bool exchanges = instruction.Mnemonic == Mnemonic.Xchg && operands.Count > 0;
        bool isAtomic = instruction.HasLockPrefix || exchanges;
        bool repeats = instruction.IsStringInstruction && (instruction.HasRepPrefix || instruction.HasRepnePrefix);
        bool compares = instruction.RflagsWritten.HasFlag(RflagsBits.ZF);
        return new InstructionUse(
            operands.ToImmutable(), isAtomic, isAtomic || instruction.Mnemonic == Mnemonic.Mfence, repeats,
            repeats && compares ? !instruction.HasRepnePrefix : null);
    }

    private static MemoryOperand OperandOf(in UsedMemory memory, in Instruction instruction)
    {
        bool isRelative = memory.Base is Register.RIP or Register.EIP;
        int size = memory.MemorySize.GetSize();
        return new MemoryOperand(
            isRelative ? MemoryOperand.None : NumberOf(memory.Base), NumberOf(memory.Index), memory.Scale,
            isRelative ? instruction.IPRelativeMemoryAddress : memory.Displacement, size == 0 ? UnknownSize : size,
            memory.Access is OpAccess.Read or OpAccess.CondRead or OpAccess.ReadWrite or OpAccess.ReadCondWrite,
            memory.Access is OpAccess.Write or OpAccess.CondWrite or OpAccess.ReadWrite or OpAccess.ReadCondWrite);
    }

    private static int NumberOf(Register register) =>
        register == Register.None ? MemoryOperand.None : register.GetNumber();
}
