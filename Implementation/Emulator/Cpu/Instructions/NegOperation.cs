using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>NEG: a subtraction from zero.</summary>
internal readonly struct NegOperation : IUnaryOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = T.Zero - value;
        flags.SetSubtracted(T.Zero, value, result);
        return result;
    }
}
