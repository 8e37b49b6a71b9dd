using System.Runtime.InteropServices;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>What the hook works with: <c>struct msr_hook</c> of <c>native/unicorn_hook.c</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct UnicornHookData
{
    internal nint ReadRegister;
    internal nint WriteRegister;
    internal NativeRange* Ranges;
    internal ulong Value;
    internal ulong Refused;
    internal uint Used;
    internal uint Index;
    internal int Rax;
    internal int Rcx;
    internal int Rdx;
    internal int Rip;
}
