using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>SBB: subtraction with the borrow.</summary>
internal readonly struct SbbOperation : IBinaryOperation
{
    public static bool KeepsResult => true;

    public static T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = left - right - (flags.Carry ? T.One : T.Zero);
        flags.SetSubtracted(left, right, result);
        return result;
    }
}
