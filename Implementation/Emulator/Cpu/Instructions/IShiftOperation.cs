using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>A shift or rotation by a count that is not zero and has been masked.</summary>
internal interface IShiftOperation
{
    static abstract T Apply<T>(ref ArithmeticFlags flags, T value, int count)
        where T : unmanaged, IBinaryInteger<T>;
}
