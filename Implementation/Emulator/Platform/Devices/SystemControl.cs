using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>Port 0x92: address line 20, which is always on, and a reset.</summary>
/// <param name="stop">Where the request of a reset is left.</param>
internal sealed class SystemControl(StopRequest stop) : IPortDevice
{
    /// <summary>Its port.</summary>
    public const ushort Port = 0x92;

    private const uint FastReset = 1 << 0;
    private const uint AddressLine20 = 1 << 1;

    /// <inheritdoc/>
    public int Width => 1;

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => AddressLine20;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) =>
        (value & FastReset) != 0 ? stop.Leave(StopKind.Reset) : PortAccessResult.Done;
}
