namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What the firmware configuration device holds.</summary>
/// <param name="Selector">The item.</param>
/// <param name="Offset">The byte of it that is read next.</param>
public readonly record struct FirmwareConfigState(ushort Selector, int Offset);
