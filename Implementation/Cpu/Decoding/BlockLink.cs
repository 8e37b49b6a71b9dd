namespace MsrSpec.Implementation.Cpu.Decoding;

/// <summary>A block that has been found behind another.</summary>
/// <param name="Rip">Where it was looked for.</param>
/// <param name="Context">What the finding depended on.</param>
/// <param name="Target">What was found.</param>
internal readonly record struct BlockLink(ulong Rip, ulong Context, Block? Target)
{
    internal bool Holds(ulong rip, ulong context) => Target is not null && Rip == rip && Context == context;
}
