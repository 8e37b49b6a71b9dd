namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>A stretch of the file and where in RAM it goes.</summary>
/// <param name="HeaderOffset">Where the file says so.</param>
/// <param name="FileOffset">The first byte.</param>
/// <param name="FileSize">The bytes in the file.</param>
/// <param name="Address">The physical address.</param>
/// <param name="MemorySize">The bytes in RAM; what the file does not have is zero.</param>
public readonly record struct LoadSegment(
    long HeaderOffset, long FileOffset, long FileSize, ulong Address, ulong MemorySize)
{
    /// <summary>The first address behind it.</summary>
    public ulong End => Address + MemorySize;
}
