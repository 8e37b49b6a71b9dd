namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>The operands of a comparison that was made.</summary>
/// <param name="Left">The left one, zero-extended.</param>
/// <param name="Right">The right one, zero-extended.</param>
/// <param name="Width">Their width in bytes, 4 or 8.</param>
internal readonly record struct OperandPair(ulong Left, ulong Right, int Width);
