using System.Numerics;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>A family of instructions that exists for operands of each size.</summary>
internal interface ISizedFamily
{
    /// <summary>The handler for operands of one size, or none.</summary>
    static abstract Handler OfShape<T>(OperandShape shape)
        where T : unmanaged, IBinaryInteger<T>;
}
