using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>TEST: an AND of which only the flags are kept.</summary>
internal readonly struct TestOperation : IBinaryOperation
{
    public static bool KeepsResult => false;

    public static T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = left & right;
        flags.SetLogical(result);
        return result;
    }
}
