namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>What is known of a page of RAM.</summary>
[Flags]
internal enum PageMarks : byte
{
    None = 0,

    /// <summary>It may differ from what it is in the last snapshot.</summary>
    Written = 1 << 0,

    /// <summary>The host holds a reference into it, and writes through that.</summary>
    Shared = 1 << 1,

    /// <summary>Translations have been read from it.</summary>
    Table = 1 << 2,
}
