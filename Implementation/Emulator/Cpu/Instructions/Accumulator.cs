using System.Numerics;
using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// The accumulator of each width, and the register that holds the upper half of a value twice as wide: AH for bytes,
/// DX, EDX or RDX otherwise.
/// </summary>
internal static class Accumulator
{
    internal static T Read<T>(Core core)
        where T : unmanaged => RegisterFile.At<T>(ref core.State.Registers, RegisterFile.Rax * sizeof(ulong));

    internal static void Write<T>(Core core, T value)
        where T : unmanaged => RegisterFile.Set(ref core.State.Registers, RegisterFile.Rax * sizeof(ulong), value);

    internal static T ReadUpper<T>(Core core)
        where T : unmanaged => RegisterFile.At<T>(ref core.State.Registers, UpperHalf<T>());

    internal static void WriteUpper<T>(Core core, T value)
        where T : unmanaged => RegisterFile.Set(ref core.State.Registers, UpperHalf<T>(), value);

    /// <summary>The value twice as wide that both registers hold.</summary>
    internal static UInt128 ReadDouble<T>(Core core)
        where T : unmanaged, IBinaryInteger<T> =>
        (UInt128.CreateTruncating(ReadUpper<T>(core)) << (Unsafe.SizeOf<T>() * 8))
        | UInt128.CreateTruncating(Read<T>(core));

    private static int UpperHalf<T>()
        where T : unmanaged => Unsafe.SizeOf<T>() == 1 ? 1 : RegisterFile.Rdx * sizeof(ulong);
}
