using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>What RCL and RCR share: a rotation of one bit more than the operand has, CF on top.</summary>
internal static class CarryRotation
{
    /// <summary>Rotates to the left, by less than the width and one.</summary>
    internal static T RotateLeft<T>(T value, int count, ref bool carry)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        UInt128 wide = UInt128.CreateTruncating(value) | (carry ? UInt128.One << width : UInt128.Zero);
        wide = (wide << count) | (wide >> (width + 1 - count));
        carry = ((wide >> width) & UInt128.One) != UInt128.Zero;
        return T.CreateTruncating(wide);
    }
}
