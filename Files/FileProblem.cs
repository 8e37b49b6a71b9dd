namespace MsrSpec.Files;

/// <summary>Why the system refuses a file, in the words that its users know.</summary>
public static class FileProblem
{
    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int ReadOnly = 30;

    /// <summary>What stands between a reason of the system and the file's name.</summary>
    private const string NameSeparator = " : '";

    /// <summary>The reason, without the file's name.</summary>
    public static string Of(Exception refusal) => refusal switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such folder",
        PathTooLongException => "the name is too long",
        UnauthorizedAccessException => "permission denied",
        IOException { HResult: NoSpace } => "no space left on the device",
        IOException { HResult: FileTooLarge } => "the file is larger than the system allows",
        IOException { HResult: ReadOnly } => "the file system is read-only",
        _ => refusal.Message.Split(NameSeparator)[0].TrimEnd('.'),
    };
}
