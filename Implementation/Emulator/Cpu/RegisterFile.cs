using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// The general registers, and behind them RIP and a register that is always zero, so that an address is always base +
/// index * scale + displacement. An operand names a register by its byte offset here, which makes AH one like any.
/// </summary>
[InlineArray(Count)]
public struct RegisterFile
{
    /// <summary>Registers, with RIP and the zero register.</summary>
    public const int Count = 18;

    /// <summary>RAX.</summary>
    public const int Rax = 0;

    /// <summary>RCX.</summary>
    public const int Rcx = 1;

    /// <summary>RDX.</summary>
    public const int Rdx = 2;

    /// <summary>RBX.</summary>
    public const int Rbx = 3;

    /// <summary>RSP.</summary>
    public const int Rsp = 4;

    /// <summary>RSI.</summary>
    public const int Rsi = 6;

    /// <summary>RDI.</summary>
    public const int Rdi = 7;

    /// <summary>R8.</summary>
    public const int R8 = 8;

    /// <summary>R9.</summary>
    public const int R9 = 9;

    /// <summary>RIP; in modes other than 64-bit mode the offset within CS.</summary>
    public const int Rip = 16;

    internal const int Zero = 17;

    private ulong _first;

    /// <summary>The register at a byte offset, in the width asked for.</summary>
    internal static ref T At<T>(ref RegisterFile file, int byteOffset)
        where T : unmanaged =>
        ref Unsafe.As<ulong, T>(ref Unsafe.AddByteOffset(ref file._first, (nint)byteOffset));

    /// <summary>Writes a register; a 32-bit write clears the upper half, narrower ones keep the rest.</summary>
    internal static void Set<T>(ref RegisterFile file, int byteOffset, T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(uint))
        {
            At<ulong>(ref file, byteOffset) = Unsafe.As<T, uint>(ref value);
        }
        else
        {
            At<T>(ref file, byteOffset) = value;
        }
    }
}
