using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Cpu.Instructions;

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

        UInt128 wide = UInt128.CreateTruncating(value) | (flags.Carry ? UInt128.One << width : UInt128.Zero);
        wide = (wide << count) | (wide >> (width + 1 - count));
        T result = T.CreateTruncating(wide);
        bool carry = ((wide >> width) & UInt128.One) != UInt128.Zero;
        bool sign = (result >> (width - 1)) != T.Zero;
        flags.SetCarryAndOverflow(carry, overflow: carry ^ sign);
        return result;
    }
}
