using Iced.Intel;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// What operands must keep to so that an instruction neither faults nor has a result that is undefined.
/// </summary>
internal static class OperandLimits
{
    private const ulong MostFrame = 0x40;
    private const ulong MostNesting = 4;
    private const ulong DoubleShiftCounts = 17;

    /// <summary>The immediate that is nearest to a wanted one and is allowed.</summary>
    internal static ulong Immediate(in Instruction instruction, int operand, ulong wanted) =>
        instruction.Mnemonic switch
        {
            Mnemonic.Enter => wanted % (operand == 0 ? MostFrame : MostNesting),
            Mnemonic.Aam => (byte)wanted == 0 ? 10 : wanted,
            Mnemonic.Shld or Mnemonic.Shrd when IsWord(in instruction) => wanted % DoubleShiftCounts,
            _ => wanted,
        };

    /// <summary>Whether the choice of registers leaves room to lead the operands where they are harmless.</summary>
    internal static bool Hold(in Instruction instruction)
    {
        bool repeatsBase = HasMemory(in instruction) && instruction.MemoryBase != Register.None
            && instruction.MemoryBase.GetFullRegister() == instruction.MemoryIndex.GetFullRegister();
        return !repeatsBase && instruction.Mnemonic switch
        {
            Mnemonic.Div or Mnemonic.Idiv =>
                !Involves(in instruction, Register.RAX) && !Involves(in instruction, Register.RDX),
            Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc =>
                instruction.Op1Kind != OpKind.Register
                || !Addresses(in instruction, instruction.Op1Register.GetFullRegister()),
            Mnemonic.Shld or Mnemonic.Shrd => !IsWord(in instruction) || !Addresses(in instruction, Register.RCX),
            _ when UsesStack(in instruction) => !Addresses(in instruction, Register.RSP)
                && (instruction.FlowControl == FlowControl.Next || !Involves(in instruction, Register.RSP)),
            _ => true,
        };
    }

    internal static bool HasMemory(in Instruction instruction) =>
        instruction.Op0Kind == OpKind.Memory || instruction.Op1Kind == OpKind.Memory;

    internal static bool UsesStack(in Instruction instruction) =>
        instruction.IsStackInstruction || instruction.Mnemonic is Mnemonic.Enter or Mnemonic.Leave;

    private static bool IsWord(in Instruction instruction) =>
        instruction.Code.ToOpCode().GetOpKind(1) == OpCodeOperandKind.r16_reg;

    private static bool Addresses(in Instruction instruction, Register register) => HasMemory(in instruction)
        && (instruction.MemoryBase.GetFullRegister() == register
            || instruction.MemoryIndex.GetFullRegister() == register);

    private static bool Involves(in Instruction instruction, Register register) =>
        Addresses(in instruction, register)
        || (instruction.Op0Kind == OpKind.Register && instruction.Op0Register.GetFullRegister() == register);
}
