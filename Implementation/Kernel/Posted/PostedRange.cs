namespace MsrSpec.Implementation.Kernel.Posted;

/// <summary>The posted patch's record of one range.</summary>
/// <param name="Flags">The flags word.</param>
/// <param name="Count">The number of MSRs.</param>
/// <param name="Base">The first index.</param>
/// <param name="Bitmap">The copied bitmap.</param>
internal readonly record struct PostedRange(uint Flags, uint Count, uint Base, KernelPointer Bitmap);
