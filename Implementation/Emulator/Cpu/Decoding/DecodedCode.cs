namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>The instructions that decoding from one address gave.</summary>
/// <param name="Ops">
/// The instructions with the mark behind them, or nothing when already the first one is cut off.
/// </param>
/// <param name="First">The first instruction as it is executed alone, whatever it has been fused with.</param>
/// <param name="Size">The bytes of the instructions.</param>
internal readonly record struct DecodedCode(Op[] Ops, Op First, int Size)
{
    internal bool IsEmpty => Ops.Length == 0;
}
