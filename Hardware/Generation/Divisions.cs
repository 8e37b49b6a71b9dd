using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Operands of divisions whose quotient fits: quotient, divisor and remainder are chosen, and the dividend follows.
/// </summary>
internal static class Divisions
{
    internal static void Shape(in Instruction instruction, ref CaseFrame frame, ref CaseRandom random)
    {
        int width = 8 * (instruction.Op0Kind == OpKind.Register
            ? instruction.Op0Register.GetSize() : instruction.MemorySize.GetSize());
        ulong divisor = Truncated(frame.Operand(in instruction, 0), width);
        divisor = divisor == 0 ? 1 : divisor;
        frame.SetOperand(in instruction, 0, divisor);
        ulong quotient = Truncated(Background.Value(ref random), width);
        UInt128 dividend = instruction.Mnemonic == Mnemonic.Div
            ? ((UInt128)quotient * divisor) + (random.Next() % divisor)
            : (UInt128)Signed(SignExtended(quotient, width), SignExtended(divisor, width), ref random);
        (ulong low, ulong high) = (Truncated((ulong)dividend, width), Truncated((ulong)(dividend >> width), width));
        switch (width)
        {
            case 8:
                frame[Register.AL] = low;
                frame[Register.AH] = high;
                break;
            case 16:
                frame[Register.AX] = low;
                frame[Register.DX] = high;
                break;
            case 32:
                frame[Register.EAX] = low;
                frame[Register.EDX] = high;
                break;
            default:
                frame[Register.RAX] = low;
                frame[Register.RDX] = high;
                break;
        }
    }

    /// <summary>The remainder has the sign of the dividend and is smaller than the divisor.</summary>
    private static Int128 Signed(long quotient, long divisor, ref CaseRandom random)
    {
        Int128 product = (Int128)quotient * divisor;
        Int128 remainder = (Int128)random.Next() % Int128.Abs(divisor);
        bool isNegative = product < 0 || (product == 0 && random.OneIn(2));
        return isNegative ? product - remainder : product + remainder;
    }

    private static ulong Truncated(ulong value, int width) => value & (ulong.MaxValue >> (64 - width));

    private static long SignExtended(ulong value, int width) => (long)(value << (64 - width)) >> (64 - width);
}
