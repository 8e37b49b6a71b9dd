using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>RCL: a rotation of one bit more than the operand has, CF on top; OF is CF xor the new sign.</summary>
internal readonly struct RclOperation : IShiftOperation
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
        T result = CarryRotation.RotateLeft(value, count, ref carry);
        bool sign = (result >> (width - 1)) != T.Zero;
        flags.SetCarryAndOverflow(carry, overflow: carry ^ sign);
        return result;
    }
}
