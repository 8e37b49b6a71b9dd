using System.Runtime.InteropServices;

namespace MsrSpec.Hardware.Host;

/// <summary>What is asked of the C library.</summary>
internal static unsafe partial class NativeMethods
{
    internal const int ReadWriteExecute = 7;
    internal const int PrivateAnonymousFixedNoReplace = 0x2 | 0x20 | 0x10_0000;
    internal const int SetMask = 2;
    internal const int SignalSetWords = 16;
    internal const nint ProcessControl = 157;
    internal const nint SetDumpable = 4;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint SystemCall(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int SetSignalMask(int how, ulong* wanted, ulong* before);
}
