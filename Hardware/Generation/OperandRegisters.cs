using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>Chooses the register of an operand.</summary>
internal static class OperandRegisters
{
    private const int ByteRegisters = 20;
    private const int LegacyByteRegisters = 8;
    private const int SegmentRegisters = 6;

    /// <summary>
    /// Chooses a register if the operand is one, or may be one and chance says so; false when it is to be something
    /// else.
    /// </summary>
    internal static bool TryChoose(OpCodeOperandKind kind, int bits, ref CaseRandom random, out Register register)
    {
        register = Fixed(kind);
        if (register != Register.None)
        {
            return true;
        }

        Register first = First(kind, ref random);
        int count = first switch
        {
            Register.None => 0,
            Register.AL => bits == 64 ? ByteRegisters : LegacyByteRegisters,
            Register.ES => SegmentRegisters,
            Register.MM0 => LegacyByteRegisters,
            _ => bits == 64 ? RegisterWords.Count : RegisterWords.Count / 2,
        };
        register = count == 0 ? Register.None : first + random.Below(count);
        return count != 0;
    }

    private static Register Fixed(OpCodeOperandKind kind) => kind switch
    {
        OpCodeOperandKind.al => Register.AL,
        OpCodeOperandKind.cl => Register.CL,
        OpCodeOperandKind.ax => Register.AX,
        OpCodeOperandKind.dx => Register.DX,
        OpCodeOperandKind.eax => Register.EAX,
        OpCodeOperandKind.rax => Register.RAX,
        OpCodeOperandKind.es => Register.ES,
        OpCodeOperandKind.cs => Register.CS,
        OpCodeOperandKind.ss => Register.SS,
        OpCodeOperandKind.ds => Register.DS,
        OpCodeOperandKind.fs => Register.FS,
        OpCodeOperandKind.gs => Register.GS,
        _ => Register.None,
    };

    /// <summary>The first of the registers that an operand may be; an operand that may be in memory is, half the time.
    /// </summary>
    private static Register First(OpCodeOperandKind kind, ref CaseRandom random) => kind switch
    {
        OpCodeOperandKind.r8_reg or OpCodeOperandKind.r8_opcode => Register.AL,
        OpCodeOperandKind.r16_reg or OpCodeOperandKind.r16_reg_mem or OpCodeOperandKind.r16_rm
            or OpCodeOperandKind.r16_opcode => Register.AX,
        OpCodeOperandKind.r32_reg or OpCodeOperandKind.r32_reg_mem or OpCodeOperandKind.r32_rm
            or OpCodeOperandKind.r32_opcode or OpCodeOperandKind.r32_vvvv => Register.EAX,
        OpCodeOperandKind.r64_reg or OpCodeOperandKind.r64_reg_mem or OpCodeOperandKind.r64_rm
            or OpCodeOperandKind.r64_opcode or OpCodeOperandKind.r64_vvvv => Register.RAX,
        OpCodeOperandKind.r8_or_mem => random.OneIn(2) ? Register.AL : Register.None,
        OpCodeOperandKind.r16_or_mem => random.OneIn(2) ? Register.AX : Register.None,
        OpCodeOperandKind.r32_or_mem => random.OneIn(2) ? Register.EAX : Register.None,
        OpCodeOperandKind.r64_or_mem => random.OneIn(2) ? Register.RAX : Register.None,
        OpCodeOperandKind.seg_reg => Register.ES,
        OpCodeOperandKind.cr_reg => Register.CR0,
        OpCodeOperandKind.dr_reg => Register.DR0,
        OpCodeOperandKind.xmm_reg or OpCodeOperandKind.xmm_rm => Register.XMM0,
        OpCodeOperandKind.xmm_or_mem => random.OneIn(2) ? Register.XMM0 : Register.None,
        OpCodeOperandKind.mm_reg or OpCodeOperandKind.mm_rm => Register.MM0,
        OpCodeOperandKind.mm_or_mem => random.OneIn(2) ? Register.MM0 : Register.None,
        _ => Register.None,
    };
}
