using System.Diagnostics;
using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Operands;

/// <summary>The operand that is part of the instruction.</summary>
internal readonly struct ImmediateOperand : IOperand
{
    public static bool TryRead<T>(Core core, in Op op, out T value)
        where T : unmanaged
    {
        value = Unsafe.As<ulong, T>(ref Unsafe.AsRef(in op.Immediate));
        return true;
    }

    public static bool TryReadForWrite<T>(Core core, in Op op, out T value)
        where T : unmanaged => throw new UnreachableException("An immediate is never written.");

    public static bool TryWrite<T>(Core core, in Op op, T value)
        where T : unmanaged => throw new UnreachableException("An immediate is never written.");
}
