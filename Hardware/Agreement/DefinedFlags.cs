using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Agreement;

/// <summary>
/// Which bits of RFLAGS the manuals define after an instruction. Iced knows for most; what a shift defines hangs on a
/// count that may be in CL.
/// </summary>
internal static class DefinedFlags
{
    private const ulong Carry = 1 << 0;
    private const ulong Parity = 1 << 2;
    private const ulong Adjust = 1 << 4;
    private const ulong Zero = 1 << 6;
    private const ulong Sign = 1 << 7;
    private const ulong Overflow = 1 << 11;

    /// <summary>Everything but RF and the virtual interrupt flags, which are not a user's.</summary>
    private const ulong Compared = 0x24_7FFF;

    /// <summary>The bits that are compared.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="input">What it starts from.</param>
    public static ulong Mask(in Instruction instruction, in CaseContext input) => instruction.Mnemonic switch
    {
        Mnemonic.Shl or Mnemonic.Sal or Mnemonic.Shr or Mnemonic.Sar or Mnemonic.Rol or Mnemonic.Ror or Mnemonic.Rcl
            or Mnemonic.Rcr or Mnemonic.Shld or Mnemonic.Shrd => Compared & ~AfterShift(in instruction, in input),
        _ => Compared & ~Translated(instruction.RflagsUndefined),
    };

    private static ulong AfterShift(in Instruction instruction, in CaseContext input)
    {
        int last = instruction.OpCount - 1;
        int count = instruction.GetOpKind(last) == OpKind.Register
            ? (int)input.Registers[1] : (int)instruction.GetImmediate(last);
        int size = instruction.Op0Kind == OpKind.Register
            ? instruction.Op0Register.GetSize() : instruction.MemorySize.GetSize();
        count &= size == sizeof(ulong) ? 0x3F : 0x1F;
        if (count == 0)
        {
            return 0;
        }

        bool isRotate = instruction.Mnemonic is Mnemonic.Rol or Mnemonic.Ror or Mnemonic.Rcl or Mnemonic.Rcr;
        bool losesCarry = instruction.Mnemonic is Mnemonic.Shl or Mnemonic.Sal or Mnemonic.Shr
            && count >= size * 8;
        return (count == 1 ? 0 : Overflow) | (isRotate ? 0 : Adjust) | (losesCarry ? Carry : 0);
    }

    private static ulong Translated(RflagsBits bits) =>
        ((bits & RflagsBits.CF) != 0 ? Carry : 0)
        | ((bits & RflagsBits.PF) != 0 ? Parity : 0)
        | ((bits & RflagsBits.AF) != 0 ? Adjust : 0)
        | ((bits & RflagsBits.ZF) != 0 ? Zero : 0)
        | ((bits & RflagsBits.SF) != 0 ? Sign : 0)
        | ((bits & RflagsBits.OF) != 0 ? Overflow : 0);
}
