using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>One range as the C peer reads it: <c>struct range</c> of <c>native/scan.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeRange
{
    internal uint Flags;
    internal uint Count;
    internal uint Base;
    internal uint Unused;
    internal ulong* Bits;
}
