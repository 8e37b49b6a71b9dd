namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>What linear addresses there are in long mode.</summary>
internal static class LinearAddress
{
    private const int UnusedBits = 16;

    /// <summary>Whether the upper bits, which no level of paging looks at, repeat the highest one that is.</summary>
    internal static bool IsCanonical(ulong address) =>
        (ulong)((long)(address << UnusedBits) >> UnusedBits) == address;
}
