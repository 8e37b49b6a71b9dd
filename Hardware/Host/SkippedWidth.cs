namespace MsrSpec.Hardware.Host;

/// <summary>A width of code that is not run on this machine.</summary>
/// <param name="Bits">The width.</param>
/// <param name="WhyNot">Why not.</param>
internal sealed record SkippedWidth(int Bits, string WhyNot);
