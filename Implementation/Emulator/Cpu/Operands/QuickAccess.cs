using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Operands;

/// <summary>
/// Access to an operand if it needs no call: it is no memory, or its translation is cached. False says nothing but that
/// the operand must be tried by itself. A handler that makes calls only where this has failed need not save registers
/// before it goes on to the next. The compiler knows the place, and so decides which way is taken.
/// </summary>
internal static unsafe class QuickAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead<TPlace, T>(Core core, in Op op, out T value)
        where TPlace : IOperand
        where T : unmanaged => TryRead<TPlace, T>(core, in op, AccessKind.Read, out value, out _);

    /// <summary>As reading, for an operand that is written afterwards.</summary>
    /// <param name="core">The core.</param>
    /// <param name="op">The instruction.</param>
    /// <param name="value">What is read.</param>
    /// <param name="host">Where <see cref="Write"/> is to write.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadForWrite<TPlace, T>(Core core, in Op op, out T value, out nint host)
        where TPlace : IOperand
        where T : unmanaged => TryRead<TPlace, T>(core, in op, AccessKind.Write, out value, out host);

    /// <summary>Writes what has been read in order to be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write<TPlace, T>(Core core, in Op op, nint host, T value)
        where TPlace : IOperand
        where T : unmanaged
    {
        if (IsMemory<TPlace>())
        {
            Unsafe.WriteUnaligned((void*)host, value);
        }
        else
        {
            _ = TPlace.TryWrite(core, in op, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryWrite<TPlace, T>(Core core, in Op op, T value)
        where TPlace : IOperand
        where T : unmanaged
    {
        nint host = 0;
        if (IsMemory<TPlace>()
            && !core.TryFindHost<T>(op.Segment, op.EffectiveAddress(core), AccessKind.Write, out host))
        {
            return false;
        }

        Write<TPlace, T>(core, in op, host, value);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRead<TPlace, T>(Core core, in Op op, AccessKind kind, out T value, out nint host)
        where TPlace : IOperand
        where T : unmanaged
    {
        host = 0;
        if (!IsMemory<TPlace>())
        {
            return TPlace.TryRead(core, in op, out value);
        }

        if (!core.TryFindHost<T>(op.Segment, op.EffectiveAddress(core), kind, out host))
        {
            value = default;
            return false;
        }

        value = Unsafe.ReadUnaligned<T>((void*)host);
        return true;
    }

    private static bool IsMemory<TPlace>()
        where TPlace : IOperand => typeof(TPlace) == typeof(MemoryPlace);
}
