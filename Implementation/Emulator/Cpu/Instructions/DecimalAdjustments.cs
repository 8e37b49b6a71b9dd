using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Arithmetic on decimal digits: AAA, AAS, AAM, AAD, DAA and DAS.</summary>
internal static unsafe class DecimalAdjustments
{
    private const byte Digit = 0x0F;

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Aaa => new(&AdjustAfterAddition),
        Mnemonic.Aas => new(&AdjustAfterSubtraction),
        Mnemonic.Aam => new(&AdjustAfterMultiplication),
        Mnemonic.Aad => new(&AdjustBeforeDivision),
        Mnemonic.Daa => new(&AdjustPackedAfterAddition),
        Mnemonic.Das => new(&AdjustPackedAfterSubtraction),
        _ => Handler.None,
    };

    private static StepStatus AdjustAfterAddition(Core core, in Op op) => AdjustDigit(core, by: 0x106);

    private static StepStatus AdjustAfterSubtraction(Core core, in Op op) => AdjustDigit(core, by: -0x106);

    private static StepStatus AdjustDigit(Core core, int by)
    {
        ushort value = Accumulator.Read<ushort>(core);
        bool isBeyond = (value & Digit) > 9 || core.State.Arithmetic.Adjust;
        ushort adjusted = (ushort)(value + (isBeyond ? by : 0));
        adjusted &= 0xFF00 | Digit;
        Accumulator.Write(core, adjusted);
        SetFlags(core, (byte)adjusted, carry: isBeyond, adjust: isBeyond);
        return StepStatus.Next;
    }

    private static StepStatus AdjustAfterMultiplication(Core core, in Op op)
    {
        byte radix = (byte)op.Immediate;
        if (radix == 0)
        {
            return core.Raise(ExceptionVector.DivideError, errorCode: 0);
        }

        byte value = Accumulator.Read<byte>(core);
        Accumulator.WriteUpper(core, (byte)(value / radix));
        Accumulator.Write(core, (byte)(value % radix));
        SetFlags(core, (byte)(value % radix), carry: false, adjust: false);
        return StepStatus.Next;
    }

    private static StepStatus AdjustBeforeDivision(Core core, in Op op)
    {
        byte value = (byte)(Accumulator.Read<byte>(core) + (Accumulator.ReadUpper<byte>(core) * (byte)op.Immediate));
        Accumulator.Write(core, (ushort)value);
        SetFlags(core, value, carry: false, adjust: false);
        return StepStatus.Next;
    }

    private static StepStatus AdjustPackedAfterAddition(Core core, in Op op)
    {
        byte value = Accumulator.Read<byte>(core);
        bool lower = (value & Digit) > 9 || core.State.Arithmetic.Adjust;
        bool upper = value > 0x99 || core.State.Arithmetic.Carry;
        byte adjusted = (byte)(value + (lower ? 0x06 : 0) + (upper ? 0x60 : 0));
        Accumulator.Write(core, adjusted);
        SetFlags(core, adjusted, carry: upper, adjust: lower);
        return StepStatus.Next;
    }

    /// <summary>DAS: the borrow of the lower digit alone sets the carry, too.</summary>
    private static StepStatus AdjustPackedAfterSubtraction(Core core, in Op op)
    {
        byte value = Accumulator.Read<byte>(core);
        bool lower = (value & Digit) > 9 || core.State.Arithmetic.Adjust;
        bool upper = value > 0x99 || core.State.Arithmetic.Carry;
        byte adjusted = (byte)(value - (lower ? 0x06 : 0) - (upper ? 0x60 : 0));
        Accumulator.Write(core, adjusted);
        SetFlags(core, adjusted, carry: upper || (lower && value < 0x06), adjust: lower);
        return StepStatus.Next;
    }

    /// <summary>Sign, zero and parity follow the result; overflow, which is undefined, is clear.</summary>
    private static void SetFlags(Core core, byte result, bool carry, bool adjust)
    {
        core.State.Arithmetic.SetLogical(result);
        Rflags others = (carry ? Rflags.Carry : Rflags.None) | (adjust ? Rflags.Adjust : Rflags.None);
        core.State.Arithmetic = ArithmeticFlags.FromRflags(core.State.Arithmetic.ToRflags() | others);
    }
}
