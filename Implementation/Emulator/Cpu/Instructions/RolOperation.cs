using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>ROL: CF is the bit that came round to the bottom, even by whole turns; OF is CF xor the new sign.</summary>
internal readonly struct RolOperation : IShiftOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = T.RotateLeft(value, count);
        bool carry = (result & T.One) != T.Zero;
        bool sign = (result >> ((Unsafe.SizeOf<T>() * 8) - 1)) != T.Zero;
        flags.SetCarryAndOverflow(carry, overflow: carry ^ sign);
        return result;
    }
}
