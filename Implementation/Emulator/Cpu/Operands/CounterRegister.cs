using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Operands;

/// <summary>CL, CX, ECX or RCX as an operand that the encoding implies.</summary>
internal readonly struct CounterRegister : IOperand
{
    private const int Place = RegisterFile.Rcx * sizeof(ulong);

    public static bool TryRead<T>(Core core, in Op op, out T value)
        where T : unmanaged
    {
        value = RegisterFile.At<T>(ref core.State.Registers, Place);
        return true;
    }

    public static bool TryReadForWrite<T>(Core core, in Op op, out T value)
        where T : unmanaged => TryRead(core, in op, out value);

    public static bool TryWrite<T>(Core core, in Op op, T value)
        where T : unmanaged
    {
        RegisterFile.Set(ref core.State.Registers, Place, value);
        return true;
    }
}
