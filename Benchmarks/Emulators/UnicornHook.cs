using System.Runtime.InteropServices;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>The hook in C that answers RDMSR under Unicorn: <c>native/unicorn_hook.c</c> with its data.</summary>
internal sealed unsafe class UnicornHook : IDisposable
{
    private static readonly NativePeer Peer = new("unicorn_hook.so");

    private readonly NativeRanges _ranges = new(MsrAnswer.Ranges);
    private UnicornHookData* _data;

    internal UnicornHook(UnicornLibrary unicorn)
    {
        nint library = Peer.Load();
        AtNop = NativeLibrary.GetExport(library, "hook_at_nop");
        AtAccess = NativeLibrary.GetExport(library, "hook_at_rdmsr");
        _data = (UnicornHookData*)NativeMemory.AllocZeroed((nuint)sizeof(UnicornHookData));
        *_data = new UnicornHookData
        {
            ReadRegister = (nint)unicorn.ReadRegister,
            WriteRegister = (nint)unicorn.WriteRegister,
            Ranges = _ranges.First,
            Used = _ranges.Count,
            Value = MsrAnswer.Value,
            Index = MsrAnswer.Index,
            Rax = UnicornLibrary.Rax,
            Rcx = UnicornLibrary.Rcx,
            Rdx = UnicornLibrary.Rdx,
            Rip = UnicornLibrary.Rip,
        };
    }

    /// <summary>The function for a NOP in the place of the access.</summary>
    internal nint AtNop { get; }

    /// <summary>The function for the access itself.</summary>
    internal nint AtAccess { get; }

    /// <summary>What the functions need.</summary>
    internal UnicornHookData* Data => _data;

    /// <summary>What is missing, or null when the hook can be used.</summary>
    internal static string? WhyMissing() => Peer.WhyMissing();

    public void Dispose()
    {
        NativeMemory.Free(_data);
        _data = null;
        _ranges.Dispose();
    }
}
