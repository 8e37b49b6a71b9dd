using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Operands;

/// <summary>The operand in memory.</summary>
internal readonly struct MemoryPlace : IOperand
{
    public static bool TryRead<T>(Core core, in Op op, out T value)
        where T : unmanaged => core.TryRead(op.Segment, op.EffectiveAddress(core), out value);

    public static bool TryReadForWrite<T>(Core core, in Op op, out T value)
        where T : unmanaged => core.TryReadForWrite(op.Segment, op.EffectiveAddress(core), out value);

    public static bool TryWrite<T>(Core core, in Op op, T value)
        where T : unmanaged => core.TryWrite(op.Segment, op.EffectiveAddress(core), value);
}
