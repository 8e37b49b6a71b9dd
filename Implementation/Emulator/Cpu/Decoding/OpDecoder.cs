using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Instructions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>Lays out the operands of one instruction for its handler.</summary>
internal static class OpDecoder
{
    /// <summary>What stands for an instruction of more than 15 bytes.</summary>
    internal static Op TooLong => new() { Handler = SoftwareInterrupts.TooLong };

    /// <summary>The mark behind the instructions of a block.</summary>
    internal static Op EndOf(int count, int size) => new()
    {
        Handler = BlockEnd.Handler,
        Ordinal = (byte)(count - 1),
        Offset = (ushort)size,
    };

    internal static Op Decode(in Instruction instruction, CpuModel model)
    {
        Handler handler = InstructionFeatures.AreIn(model, in instruction)
            ? HandlerSelector.Select(in instruction)
            : SoftwareInterrupts.Undefined;
        var op = new Op
        {
            Handler = handler.IsNone ? ProcessorControl.Missing : handler,
            Length = (byte)instruction.Length,
            Condition = (byte)instruction.ConditionCode,
        };
        for (int operand = 0; operand < instruction.OpCount; operand++)
        {
            SetOperand(ref op, in instruction, operand);
        }

        return op;
    }

    private static void SetOperand(ref Op op, in Instruction instruction, int operand)
    {
        OpKind kind = instruction.GetOpKind(operand);
        if (kind == OpKind.Register)
        {
            SetRegister(ref op, instruction.GetOpRegister(operand), operand);
        }
        else if (kind == OpKind.Memory)
        {
            SetMemory(ref op, in instruction);
        }
        else if (StringAddressSize(kind) is int size and not 0)
        {
            op.AddressMask = MaskOf(size);
            op.Segment = (SegmentRegister)(instruction.MemorySegment - Register.ES);
        }
        else if (kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64)
        {
            op.Immediate = instruction.NearBranchTarget - instruction.IP;
            op.BranchMask = MaskOf(kind == OpKind.NearBranch16 ? 2 : kind == OpKind.NearBranch32 ? 4 : 8);
        }
        else if (kind is OpKind.FarBranch16 or OpKind.FarBranch32)
        {
            op.Immediate = kind == OpKind.FarBranch16 ? instruction.FarBranch16 : instruction.FarBranch32;
            op.FarSelector = instruction.FarBranchSelector;
        }
        else if (OperandShapes.IsImmediate(kind))
        {
            op.Immediate = instruction.GetImmediate(operand);
        }
        else if (kind == OpKind.Immediate8_2nd)
        {
            op.Displacement = instruction.Immediate8_2nd;
        }
    }

    /// <summary>A third operand that is a register is always CL, which its handler knows.</summary>
    private static void SetRegister(ref Op op, Register register, int operand)
    {
        if (operand < 2 && (register.IsGPR() || FirstOfNumbered(register) != Register.None))
        {
            ref byte place = ref operand == 0 ? ref op.Target : ref op.Source;
            place = register.IsGPR() ? OffsetOf(register) : (byte)(register - FirstOfNumbered(register));
        }
        else if (register.IsDR())
        {
            op.Immediate = (ulong)(register - Register.DR0);
        }
    }

    /// <summary>The first of the registers whose place is a number of their kind; none for others.</summary>
    private static Register FirstOfNumbered(Register register) =>
        register.IsXMM() ? Register.XMM0
        : register.IsMM() ? Register.MM0
        : register.IsSegmentRegister() ? Register.ES : Register.None;

    private static void SetMemory(ref Op op, in Instruction instruction)
    {
        op.Base = OffsetOf(instruction.MemoryBase);
        op.Index = OffsetOf(instruction.MemoryIndex);
        op.Scale = (byte)System.Numerics.BitOperations.Log2((uint)instruction.MemoryIndexScale);
        op.AddressMask = MaskOf(AddressSize(in instruction));
        op.Segment = (SegmentRegister)(instruction.MemorySegment - Register.ES);
        op.Displacement = instruction.IsIPRelativeMemoryOperand
            ? instruction.IPRelativeMemoryAddress - instruction.IP
            : instruction.MemoryDisplacement64;
    }

    private static int AddressSize(in Instruction instruction) =>
        instruction.MemoryBase != Register.None ? instruction.MemoryBase.GetSize()
        : instruction.MemoryIndex != Register.None ? instruction.MemoryIndex.GetSize()
        : instruction.MemoryDisplSize;

    /// <summary>The bytes of the address of a string operand, or zero when it is none.</summary>
    private static int StringAddressSize(OpKind kind) => kind switch
    {
        OpKind.MemorySegSI or OpKind.MemoryESDI => 2,
        OpKind.MemorySegESI or OpKind.MemoryESEDI => 4,
        OpKind.MemorySegRSI or OpKind.MemoryESRDI => 8,
        _ => 0,
    };

    private static ulong MaskOf(int size) => ulong.MaxValue >> (64 - (8 * size));

    private static byte OffsetOf(Register register)
    {
        if (register == Register.None)
        {
            return RegisterFile.Zero * sizeof(ulong);
        }

        if (register is Register.RIP or Register.EIP)
        {
            return RegisterFile.Rip * sizeof(ulong);
        }

        bool isHighByte = register is Register.AH or Register.CH or Register.DH or Register.BH;
        int number = register.GetFullRegister() - Register.RAX;
        return (byte)((number * sizeof(ulong)) + (isHighByte ? 1 : 0));
    }
}
