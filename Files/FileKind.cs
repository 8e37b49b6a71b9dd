namespace MsrSpec.Files;

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>An ordinary file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link; only where links are not followed.</summary>
    Link,

    /// <summary>A pipe with a name: to open it waits for the other end.</summary>
    Pipe,

    /// <summary>A device or a socket: it must not be replaced.</summary>
    Other,
}
