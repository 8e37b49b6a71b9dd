namespace MsrSpec.Implementation.Platform.Devices;

/// <summary>What one 8259 holds.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="VectorBase">The vector of its first line.</param>
/// <param name="InitializationWord">The word of the initialization that comes next, 2 to 4; 0 for none.</param>
/// <param name="IsSingle">Whether the third word is left out.</param>
/// <param name="HasFourth">Whether there is a fourth word.</param>
public readonly record struct PicState(
    byte Mask, byte VectorBase, byte InitializationWord, bool IsSingle, bool HasFourth);
