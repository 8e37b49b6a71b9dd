using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>ROR: CF is the new sign, even by whole turns; OF is the new sign xor the bit below it.</summary>
internal readonly struct RorOperation : IShiftOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        T result = T.RotateRight(value, count);
        bool sign = (result >> (width - 1)) != T.Zero;
        bool below = ((result >> (width - 2)) & T.One) != T.Zero;
        flags.SetCarryAndOverflow(sign, overflow: sign ^ below);
        return result;
    }
}
