using System.Runtime.InteropServices;

namespace MsrSpec.Files;

/// <summary>Asks Linux what stands at a path: .NET tells a device from a file only once it is open.</summary>
internal static unsafe partial class FileKinds
{
    private const int CurrentFolder = -100;
    private const int Writable = 2;
    private const int DoNotFollow = 0x100;
    private const uint TypeOnly = 1;
    private const int RecordSize = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int LinkType = 0xA000;
    private const int PipeType = 0x1000;

    /// <summary>What stands at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether what a symbolic link leads to is meant.</param>
    public static FileKind Of(string path, bool followLinks = true)
    {
        byte* record = stackalloc byte[RecordSize];
        if (Stat(CurrentFolder, path, followLinks ? 0 : DoNotFollow, TypeOnly, record) != 0)
        {
            return FileKind.Missing;
        }

        return (*(ushort*)(record + ModeOffset) & TypeMask) switch
        {
            RegularType => FileKind.Regular,
            FolderType => FileKind.Folder,
            LinkType => FileKind.Link,
            PipeType => FileKind.Pipe,
            _ => FileKind.Other,
        };
    }

    /// <summary>Whether this process may write to what stands at a path; a pipe is not opened for that.</summary>
    public static bool MayWrite(string path) => Access(path, Writable) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(int folder, string path, int flags, uint mask, byte* record);
}
