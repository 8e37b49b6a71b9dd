using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>No device: reads are all ones, writes go nowhere.</summary>
internal sealed class OpenBusDevice : IPortDevice
{
    /// <inheritdoc/>
    public int Width => sizeof(uint);

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => uint.MaxValue >> (32 - (8 * size));

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) => PortAccessResult.Done;
}
