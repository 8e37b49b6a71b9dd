using System.Globalization;
using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>The functions of Unicorn 2 that are needed, and its numbers for 64-bit x86.</summary>
internal sealed unsafe class UnicornLibrary
{
    internal const int X86 = 4;
    internal const int Mode64 = 8;
    internal const int HookCode = 4;
    internal const int ReadExecute = 1 | 4;
    internal const int ReadWrite = 1 | 2;
    internal const int Rax = 35;
    internal const int Rbx = 37;
    internal const int Rcx = 38;
    internal const int Rdi = 39;
    internal const int Rdx = 40;
    internal const int Rip = 41;
    internal const int Rsi = 43;

    private const string File = "libunicorn.so.2";
    private const uint Major = 2;

    private static readonly UnicornLibrary? Loaded =
        NativeLibrary.TryLoad(File, out nint library) ? new UnicornLibrary(library) : null;

    internal readonly delegate* unmanaged[Cdecl]<int, int, nint*, int> Open;
    internal readonly delegate* unmanaged[Cdecl]<nint, int> Close;
    internal readonly delegate* unmanaged[Cdecl]<nint, ulong, nuint, uint, int> Map;
    internal readonly delegate* unmanaged[Cdecl]<nint, ulong, byte*, nuint, int> WriteMemory;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, ulong*, int> ReadRegister;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, ulong*, int> WriteRegister;
    internal readonly delegate* unmanaged[Cdecl]<nint, ulong, ulong, ulong, nuint, int> Start;
    internal readonly delegate* unmanaged[Cdecl]<nint, nuint*, int, nint, void*, ulong, ulong, int> AddHook;

    private UnicornLibrary(nint library)
    {
        Open = (delegate* unmanaged[Cdecl]<int, int, nint*, int>)NativeLibrary.GetExport(library, "uc_open");
        Close = (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(library, "uc_close");
        Map = (delegate* unmanaged[Cdecl]<nint, ulong, nuint, uint, int>)
            NativeLibrary.GetExport(library, "uc_mem_map");
        WriteMemory = (delegate* unmanaged[Cdecl]<nint, ulong, byte*, nuint, int>)
            NativeLibrary.GetExport(library, "uc_mem_write");
        ReadRegister = (delegate* unmanaged[Cdecl]<nint, int, ulong*, int>)
            NativeLibrary.GetExport(library, "uc_reg_read");
        WriteRegister = (delegate* unmanaged[Cdecl]<nint, int, ulong*, int>)
            NativeLibrary.GetExport(library, "uc_reg_write");
        Start = (delegate* unmanaged[Cdecl]<nint, ulong, ulong, ulong, nuint, int>)
            NativeLibrary.GetExport(library, "uc_emu_start");
        AddHook = (delegate* unmanaged[Cdecl]<nint, nuint*, int, nint, void*, ulong, ulong, int>)
            NativeLibrary.GetExport(library, "uc_hook_add");
        var version = (delegate* unmanaged[Cdecl]<uint*, uint*, uint>)NativeLibrary.GetExport(library, "uc_version");
        uint major;
        uint minor;
        uint packed = version(&major, &minor);
        MajorVersion = major;
        Version = string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{(byte)(packed >> 8)}");
    }

    /// <summary>Its version.</summary>
    internal string Version { get; }

    private uint MajorVersion { get; }

    /// <summary>What is missing, or null when it can be used.</summary>
    internal static string? WhyMissing() => Loaded switch
    {
        null => $"{File} does not load (Debian has it in libunicorn2)",
        { MajorVersion: not Major } => $"{File} is Unicorn {Loaded.Version}, whose numbers are not known",
        _ => null,
    };

    /// <summary>Loads it.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    internal static UnicornLibrary Load() =>
        WhyMissing() is { } whyNot ? throw new InvalidOperationException(whyNot) : Loaded!;
}
