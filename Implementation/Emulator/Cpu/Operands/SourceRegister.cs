using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Operands;

/// <summary>The register that is the second operand.</summary>
internal readonly struct SourceRegister : IOperand
{
    public static bool TryRead<T>(Core core, in Op op, out T value)
        where T : unmanaged
    {
        value = RegisterFile.At<T>(ref core.State.Registers, op.Source);
        return true;
    }

    public static bool TryReadForWrite<T>(Core core, in Op op, out T value)
        where T : unmanaged => TryRead(core, in op, out value);

    public static bool TryWrite<T>(Core core, in Op op, T value)
        where T : unmanaged
    {
        RegisterFile.Set(ref core.State.Registers, op.Source, value);
        return true;
    }
}
