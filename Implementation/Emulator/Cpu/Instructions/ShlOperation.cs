using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>SHL: CF is the last bit shifted out; OF is CF xor the new sign.</summary>
internal readonly struct ShlOperation : IShiftOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        ulong wide = ulong.CreateTruncating(value);
        T result = T.CreateTruncating(count < width ? wide << count : 0);
        bool carry = count <= width && ((wide >> (width - count)) & 1) != 0;
        bool sign = (ulong.CreateTruncating(result) >> (width - 1)) != 0;
        flags.SetShifted(result, carry, overflow: carry ^ sign);
        return result;
    }
}
