namespace MsrSpec.Implementation.Objects.Space;

/// <summary>What may be done with a page besides reading it.</summary>
[Flags]
internal enum PageRights
{
    /// <summary>The kernel may read it, and no more.</summary>
    None = 0,

    /// <summary>It may be written.</summary>
    Write = 1,

    /// <summary>It may be executed.</summary>
    Execute = 2,

    /// <summary>It is the user's: the kernel reaches it through copy functions alone (SMAP, SMEP).</summary>
    User = 4,
}
