using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>ADD.</summary>
internal readonly struct AddOperation : IBinaryOperation
{
    public static bool KeepsResult => true;

    public static T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = left + right;
        flags.SetAdded(left, right, result);
        return result;
    }
}
