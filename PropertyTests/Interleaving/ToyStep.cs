namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>What a thread of a toy program does next.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Place">With which of the places.</param>
internal readonly record struct ToyStep(ToyKind Kind, int Place);
