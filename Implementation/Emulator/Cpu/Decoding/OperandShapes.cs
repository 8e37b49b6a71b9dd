using Iced.Intel;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>
/// What the operands of an instruction are like: the questions that the families ask when they select.
/// </summary>
internal static class OperandShapes
{
    internal static OperandShape ShapeOf(in Instruction instruction) => instruction.OpCount switch
    {
        1 => KindOf(in instruction, 0) switch
        {
            'r' => OperandShape.Register,
            'm' => OperandShape.Memory,
            'i' => OperandShape.Immediate,
            _ => OperandShape.Other,
        },
        2 => (KindOf(in instruction, 0), KindOf(in instruction, 1)) switch
        {
            ('r', 'r') => OperandShape.RegisterRegister,
            ('r', 'm') => OperandShape.RegisterMemory,
            ('m', 'r') => OperandShape.MemoryRegister,
            ('r', 'i') => OperandShape.RegisterImmediate,
            ('m', 'i') => OperandShape.MemoryImmediate,
            _ => OperandShape.Other,
        },
        _ => OperandShape.Other,
    };

    /// <summary>
    /// The bytes of an operand that is a register or in memory, or of the stack slot of an immediate.
    /// </summary>
    internal static int SizeOf(in Instruction instruction, int operand)
    {
        OpKind kind = instruction.GetOpKind(operand);
        return kind switch
        {
            OpKind.Register => instruction.GetOpRegister(operand).GetSize(),
            OpKind.Memory => instruction.MemorySize.GetSize(),
            _ => Math.Abs(instruction.StackPointerIncrement),
        };
    }

    /// <summary>The handler that a family has for the size and shape of an instruction's operands, or none.</summary>
    internal static Handler Select<TFamily>(in Instruction instruction)
        where TFamily : ISizedFamily
    {
        OperandShape shape = ShapeOf(in instruction);
        return SizeOf(in instruction, 0) switch
        {
            1 => TFamily.OfShape<byte>(shape),
            2 => TFamily.OfShape<ushort>(shape),
            4 => TFamily.OfShape<uint>(shape),
            8 => TFamily.OfShape<ulong>(shape),
            _ => Handler.None,
        };
    }

    internal static bool IsImmediate(OpKind kind) =>
        kind is OpKind.Immediate8 or OpKind.Immediate16 or OpKind.Immediate32 or OpKind.Immediate64
            or OpKind.Immediate8to16 or OpKind.Immediate8to32 or OpKind.Immediate8to64 or OpKind.Immediate32to64;

    private static char KindOf(in Instruction instruction, int operand)
    {
        OpKind kind = instruction.GetOpKind(operand);
        return kind switch
        {
            OpKind.Memory => 'm',
            OpKind.Register when instruction.GetOpRegister(operand).IsGPR() => 'r',
            _ when IsImmediate(kind) => 'i',
            _ => '-',
        };
    }
}
