using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>CMP: a subtraction of which only the flags are kept.</summary>
internal readonly struct CmpOperation : IBinaryOperation
{
    public static bool KeepsResult => false;

    public static T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = left - right;
        flags.SetSubtracted(left, right, result);
        return result;
    }
}
