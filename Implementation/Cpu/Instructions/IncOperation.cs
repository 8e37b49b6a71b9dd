using System.Numerics;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>INC: CF stays.</summary>
internal readonly struct IncOperation : IUnaryOperation
{
    public static T Apply<T>(ref ArithmeticFlags flags, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        bool carry = flags.Carry;
        T result = value + T.One;
        flags.SetAdded(value, T.One, result);
        flags.SetCarryOnly(carry);
        return result;
    }
}
