namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>A block that has been found behind another.</summary>
/// <param name="Rip">Where it was looked for.</param>
/// <param name="Context">What the finding depended on.</param>
/// <param name="Target">What was found.</param>
internal readonly record struct BlockLink(ulong Rip, ulong Context, Block? Target)
{
    /// <summary>Whether it holds; a link that was never made has a context that there is not.</summary>
    internal bool Holds(ulong rip, ulong context) => Rip == rip && Context == context;
}
