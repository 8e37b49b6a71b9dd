using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Segmentation;
using MsrSpec.Implementation.Memory;

namespace MsrSpec.Implementation.Cpu.Operands;

/// <summary>The operand in memory.</summary>
internal readonly unsafe struct MemoryPlace : IOperand
{
    public static bool TryRead<T>(Core core, in Op op, out T value)
        where T : unmanaged => core.TryRead(op.Segment, op.EffectiveAddress(core), out value);

    public static bool TryReadForWrite<T>(Core core, in Op op, out T value)
        where T : unmanaged => core.TryReadForWrite(op.Segment, op.EffectiveAddress(core), out value);

    public static bool TryWrite<T>(Core core, in Op op, T value)
        where T : unmanaged => core.TryWrite(op.Segment, op.EffectiveAddress(core), value);

    public static bool TryReadQuickly<T>(Core core, in Op op, out T value)
        where T : unmanaged => TryReadAt(core, in op, AccessKind.Read, out value, out _);

    public static bool TryReadForWriteQuickly<T>(Core core, in Op op, out T value, out nint host)
        where T : unmanaged => TryReadAt(core, in op, AccessKind.Write, out value, out host);

    public static void WriteQuickly<T>(Core core, in Op op, nint host, T value)
        where T : unmanaged => Unsafe.WriteUnaligned((void*)host, value);

    public static bool TryWriteQuickly<T>(Core core, in Op op, T value)
        where T : unmanaged
    {
        if (!core.TryFindHost<T>(op.Segment, op.EffectiveAddress(core), AccessKind.Write, out nint host))
        {
            return false;
        }

        Unsafe.WriteUnaligned((void*)host, value);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadAt<T>(Core core, in Op op, AccessKind kind, out T value, out nint host)
        where T : unmanaged
    {
        if (!core.TryFindHost<T>(op.Segment, op.EffectiveAddress(core), kind, out host))
        {
            value = default;
            return false;
        }

        value = Unsafe.ReadUnaligned<T>((void*)host);
        return true;
    }
}
