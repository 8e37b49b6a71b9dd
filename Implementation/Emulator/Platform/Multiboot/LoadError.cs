namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>Why an image cannot be loaded.</summary>
/// <param name="Offset">The byte of the file where the trouble lies.</param>
/// <param name="Message">What is wrong.</param>
public sealed record LoadError(long Offset, string Message)
{
    /// <summary>The message with its place.</summary>
    public override string ToString() => $"at byte 0x{Offset:x}: {Message}";
}
