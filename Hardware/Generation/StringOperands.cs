using Iced.Intel;

namespace MsrSpec.Hardware.Generation;

/// <summary>The implied operands of string instructions, and of XLAT and the like.</summary>
internal static class StringOperands
{
    internal static bool TrySet(ref Instruction instruction, int operand, OpCodeOperandKind kind, int bits)
    {
        OpKind? wanted = (kind, bits) switch
        {
            (OpCodeOperandKind.seg_rSI, 64) => OpKind.MemorySegRSI,
            (OpCodeOperandKind.seg_rSI, 32) => OpKind.MemorySegESI,
            (OpCodeOperandKind.seg_rSI, _) => OpKind.MemorySegSI,
            (OpCodeOperandKind.seg_rDI, 64) => OpKind.MemorySegRDI,
            (OpCodeOperandKind.seg_rDI, 32) => OpKind.MemorySegEDI,
            (OpCodeOperandKind.seg_rDI, _) => OpKind.MemorySegDI,
            (OpCodeOperandKind.es_rDI, 64) => OpKind.MemoryESRDI,
            (OpCodeOperandKind.es_rDI, 32) => OpKind.MemoryESEDI,
            (OpCodeOperandKind.es_rDI, _) => OpKind.MemoryESDI,
            _ => null,
        };
        if (wanted is { } string_)
        {
            instruction.SetOpKind(operand, string_);
            return true;
        }

        if (kind != OpCodeOperandKind.seg_rBX_al)
        {
            return false;
        }

        instruction.SetOpKind(operand, OpKind.Memory);
        instruction.MemoryBase = bits == 64 ? Register.RBX : bits == 32 ? Register.EBX : Register.BX;
        instruction.MemoryIndex = Register.AL;
        instruction.MemoryIndexScale = 1;
        return true;
    }
}
