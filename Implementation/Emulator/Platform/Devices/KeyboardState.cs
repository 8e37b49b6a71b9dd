namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What the keyboard controller holds.</summary>
/// <param name="Output">The byte that waits to be read.</param>
/// <param name="HasOutput">Whether there is one.</param>
/// <param name="Command">The command that waits for a byte, or 0.</param>
public readonly record struct KeyboardState(byte Output, bool HasOutput, byte Command);
