using System.Runtime.InteropServices;
using MsrSpec.Files;

namespace MsrSpec.Shell;

/// <summary>What the three streams that a program starts with may be: closed, full, or without a reader.</summary>
public static partial class StandardStreams
{
    private const short Error = 0x8;
    private const short HungUp = 0x10;

    private static readonly MessageWriter Messages = new(Console.Error);

    /// <summary>Whether whoever read the standard output has gone.</summary>
    internal static bool IsOutputUnread
    {
        get
        {
            Watched output = new() { Descriptor = StandardOutput.Output };
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
        if (!StandardOutput.IsInherited(StandardOutput.Output))
        {
            Console.SetOut(TextWriter.Null);
        }

        Console.SetError(StandardOutput.IsInherited(StandardOutput.Error) ? Messages : TextWriter.Null);
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Watched watched, nuint count, int milliseconds);

    /// <summary>As poll(2) has it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
