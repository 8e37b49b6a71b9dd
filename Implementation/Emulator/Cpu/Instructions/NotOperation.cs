using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>NOT: no flag changes.</summary>
internal readonly struct NotOperation : IUnaryOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        return ~value;
    }
}
