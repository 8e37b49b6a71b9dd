using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// RCR: a rotation of one bit more than the operand has, CF on top; OF is the new sign xor the bit below it.
/// </summary>
internal readonly struct RcrOperation : IShiftOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        count %= width + 1;
        if (count == 0)
        {
            return value;
        }

        bool carry = flags.Carry;
        T result = CarryRotation.RotateLeft(value, width + 1 - count, ref carry);
        bool sign = (result >> (width - 1)) != T.Zero;
        bool below = ((result >> (width - 2)) & T.One) != T.Zero;
        flags.SetCarryAndOverflow(carry, overflow: sign ^ below);
        return result;
    }
}
