using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>Port 0x80: kernels write to it to lose time.</summary>
internal sealed class DelayPort : IPortDevice
{
    /// <summary>Its port.</summary>
    public const ushort Port = 0x80;

    /// <inheritdoc/>
    public int Width => sizeof(uint);

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => 0;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) => PortAccessResult.Done;
}
