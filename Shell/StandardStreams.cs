using System.Runtime.InteropServices;

namespace MsrSpec.Shell;

/// <summary>What the three streams that a program starts with may be: closed, full, or without a reader.</summary>
public static partial class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const short Error = 0x8;
    private const short HungUp = 0x10;

    private static readonly MessageWriter Messages = new(Console.Error);

    /// <summary>Whether whoever read the standard output has gone.</summary>
    internal static bool IsOutputUnread
    {
        get
        {
            Watched output = new() { Descriptor = OutputDescriptor };
            return OperatingSystem.IsLinux()
                && Poll(ref output, 1, 0) > 0 && (output.Happened & (Error | HungUp)) != 0;
        }
    }

    /// <summary>
    /// To be called first: what goes to a stream that is closed is dropped, where it would end up in whatever file has
    /// taken its place; and so are messages that cannot be written, for there is nobody else to tell.
    /// </summary>
    public static void Prepare()
    {
        if (!IsInherited(OutputDescriptor))
        {
            Console.SetOut(TextWriter.Null);
        }

        Console.SetError(IsInherited(ErrorDescriptor) ? Messages : TextWriter.Null);
    }

    /// <summary>The standard output for bytes; nowhere if it is closed.</summary>
    public static Stream OpenOutput() => IsInherited(OutputDescriptor) ? Console.OpenStandardOutput() : Stream.Null;

    /// <summary>
    /// Whether a descriptor came from whoever started this program: what the runtime opens by itself is closed on exec,
    /// and so is nothing that has come through one.
    /// </summary>
    private static bool IsInherited(int descriptor) =>
        !OperatingSystem.IsLinux() || Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Watched watched, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command);

    /// <summary>As poll(2) has it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
