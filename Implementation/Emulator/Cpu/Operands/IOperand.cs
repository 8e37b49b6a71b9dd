using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Operands;

/// <summary>A place that an operand can be, as a type, so that a handler is compiled for it.</summary>
internal interface IOperand
{
    /// <summary>Reads the operand.</summary>
    static abstract bool TryRead<T>(Core core, in Op op, out T value)
        where T : unmanaged;

    /// <summary>Reads an operand that is written afterwards; once this has succeeded, the write cannot fail.</summary>
    static abstract bool TryReadForWrite<T>(Core core, in Op op, out T value)
        where T : unmanaged;

    /// <summary>Writes the operand.</summary>
    static abstract bool TryWrite<T>(Core core, in Op op, T value)
        where T : unmanaged;
}
