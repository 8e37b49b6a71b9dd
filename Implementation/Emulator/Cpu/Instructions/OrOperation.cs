using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>OR.</summary>
internal readonly struct OrOperation : IBinaryOperation
{
    public static bool KeepsResult => true;

    public static T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = left | right;
        flags.SetLogical(result);
        return result;
    }
}
