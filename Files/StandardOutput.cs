using System.Runtime.InteropServices;

namespace MsrSpec.Files;

/// <summary>The streams that a program starts with, which may be closed.</summary>
public static partial class StandardOutput
{
    /// <summary>The descriptor of the standard input.</summary>
    public const int Input = 0;

    /// <summary>The descriptor of the standard output.</summary>
    public const int Output = 1;

    /// <summary>The descriptor of the standard error.</summary>
    public const int Error = 2;

    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Why something could not be written; what refuses without the name of a file is this stream.</summary>
    /// <param name="refusal">What writing has thrown.</param>
    public static string Describe(Exception refusal) =>
        refusal.Message.Contains(':', StringComparison.Ordinal)
            ? refusal.Message
            : $"the standard output: {FileProblem.Of(refusal)}";

    /// <summary>The standard output for bytes; nowhere if it is closed.</summary>
    public static Stream Open() => IsInherited(Output) ? Console.OpenStandardOutput() : Stream.Null;

    /// <summary>
    /// Whether a descriptor came from whoever started this program: what the runtime opens by itself, and what may have
    /// taken the place of a stream that is closed, is closed on exec, and so is nothing that has come through one.
    /// </summary>
    public static bool IsInherited(int descriptor) =>
        !OperatingSystem.IsLinux() || Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command);
}
