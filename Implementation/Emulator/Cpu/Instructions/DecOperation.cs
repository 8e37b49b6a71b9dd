using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>DEC: CF stays.</summary>
internal readonly struct DecOperation : IUnaryOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = value - T.One;
        flags.SetDecremented(value, result);
        return result;
    }
}
