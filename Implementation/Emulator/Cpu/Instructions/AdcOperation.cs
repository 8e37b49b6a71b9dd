using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>ADC: addition with the carry.</summary>
internal readonly struct AdcOperation : IBinaryOperation
{
    public static bool KeepsResult => true;

    public static T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = left + right + (flags.Carry ? T.One : T.Zero);
        flags.SetAdded(left, right, result);
        return result;
    }
}
