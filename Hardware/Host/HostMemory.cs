using System.Runtime.InteropServices;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Host;

/// <summary>The arenas in the memory of this process: readable, writable and executable.</summary>
internal static unsafe class HostMemory
{
    private const nuint Length = (nuint)(Arena.End - Arena.First);

    private static readonly Lazy<string?> Mapping = new(Map);

    private static readonly Lock[] Locks = [.. Enumerable.Range(0, Arena.Count).Select(_ => new Lock())];

    /// <summary>Why the arenas are not there, or null. They are mapped when this is first asked.</summary>
    internal static string? WhyNot => Mapping.Value;

    /// <summary>Held by whoever uses an arena.</summary>
    internal static Lock LockOf(int arena) => Locks[arena];

    /// <summary>Some bytes of an arena.</summary>
    internal static Span<byte> Bytes(int arena, uint offset, int length) =>
        new((byte*)(Arena.BaseOf(arena) + offset), length);

    /// <summary>The contexts of an arena.</summary>
    internal static Span<CaseContext> Contexts(int arena, int count) =>
        new((CaseContext*)(Arena.BaseOf(arena) + Arena.Contexts), count);

    internal static ref ulong Word(int arena, uint offset) => ref *(ulong*)(Arena.BaseOf(arena) + offset);

    private static string? Map()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return "the host is not Linux on x86-64";
        }

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
}
