using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>An operation on two integers of one width that sets the arithmetic flags.</summary>
internal interface IBinaryOperation
{
    /// <summary>Whether the first operand takes the result.</summary>
    static abstract bool KeepsResult { get; }

    static abstract T Apply<T>(ref ArithmeticFlags flags, T left, T right)
        where T : unmanaged, IBinaryInteger<T>;
}
