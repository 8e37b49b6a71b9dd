using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>SHR: CF is the last bit shifted out; OF is the old sign.</summary>
internal readonly struct ShrOperation : IShiftOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        ulong wide = ulong.CreateTruncating(value);
        T result = T.CreateTruncating(count < width ? wide >> count : 0);
        bool carry = count <= width && ((wide >> (count - 1)) & 1) != 0;
        bool sign = (wide >> (width - 1)) != 0;
        flags.SetShifted(result, carry, overflow: sign);
        return result;
    }
}
