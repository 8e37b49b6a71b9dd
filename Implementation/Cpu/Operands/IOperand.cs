using MsrSpec.Implementation.Cpu.Decoding;

namespace MsrSpec.Implementation.Cpu.Operands;

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

    /// <summary>
    /// Reads the operand if that needs no call: it is a register, or its translation is cached. False says nothing but
    /// that it must be tried by <see cref="TryRead"/>. A handler that makes calls only where this has failed need not
    /// save registers before it goes on to the next.
    /// </summary>
    static abstract bool TryReadQuickly<T>(Core core, in Op op, out T value)
        where T : unmanaged;

    /// <summary>As <see cref="TryReadQuickly"/>, for an operand that is written afterwards.</summary>
    /// <param name="core">The core.</param>
    /// <param name="op">The instruction.</param>
    /// <param name="value">What is read.</param>
    /// <param name="host">Where <see cref="WriteQuickly"/> is to write.</param>
    static abstract bool TryReadForWriteQuickly<T>(Core core, in Op op, out T value, out nint host)
        where T : unmanaged;

    /// <summary>Writes what has been read quickly.</summary>
    static abstract void WriteQuickly<T>(Core core, in Op op, nint host, T value)
        where T : unmanaged;

    /// <summary>Writes the operand if that needs no call.</summary>
    static abstract bool TryWriteQuickly<T>(Core core, in Op op, T value)
        where T : unmanaged;
}
