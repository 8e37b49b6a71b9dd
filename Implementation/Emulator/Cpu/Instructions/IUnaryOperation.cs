using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>An operation on one integer.</summary>
internal interface IUnaryOperation
{
    static abstract T Apply<T>(ref ArithmeticFlags flags, T value)
        where T : unmanaged, IBinaryInteger<T>;
}
