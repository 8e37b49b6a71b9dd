using System.Runtime.InteropServices;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Host;

/// <summary>The arenas in the memory of this process: readable, writable and executable.</summary>
internal static unsafe class HostMemory
{
    private const nuint Length = (nuint)(Arena.End - Arena.First);

    /// <summary>Maps the arenas; says why not when Linux refuses.</summary>
    internal static string? Map()
    {
        nint mapped = NativeMethods.Map(
            (nint)Arena.First, Length, NativeMethods.ReadWriteExecute, NativeMethods.PrivateAnonymousFixedNoReplace,
            file: -1, offset: 0);
        if (mapped == (nint)Arena.First)
        {
            return null;
        }

        int error = Marshal.GetLastPInvokeError();
        if (mapped != -1)
        {
            // A kernel before 4.17 takes the address for a hint.
            _ = NativeMethods.Unmap(mapped, Length);
        }

        return $"Linux refuses executable memory at 0x{Arena.First:X} (mmap: error {error})";
    }

    /// <summary>Some bytes of an arena.</summary>
    internal static Span<byte> Bytes(int arena, uint offset, int length) =>
        new((byte*)(Arena.BaseOf(arena) + offset), length);

    /// <summary>The contexts of an arena.</summary>
    internal static Span<CaseContext> Contexts(int arena, int count) =>
        new((CaseContext*)(Arena.BaseOf(arena) + Arena.Contexts), count);

    internal static ref ulong Word(int arena, uint offset) => ref *(ulong*)(Arena.BaseOf(arena) + offset);
}
