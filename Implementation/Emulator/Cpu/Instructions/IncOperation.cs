using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>INC: CF stays.</summary>
internal readonly struct IncOperation : IUnaryOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = value + T.One;
        flags.SetIncremented(value, result);
        return result;
    }
}
