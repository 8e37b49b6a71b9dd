using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>SAR: the sign fills; CF is the last bit shifted out; OF is clear.</summary>
internal readonly struct SarOperation : IShiftOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        long wide = (long)(ulong.CreateTruncating(value) << (64 - width)) >> (64 - width);
        T result = T.CreateTruncating(wide >> Math.Min(count, 63));
        bool carry = ((wide >> Math.Min(count - 1, 63)) & 1) != 0;
        flags.SetShifted(result, carry, overflow: false);
        return result;
    }
}
