using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>Port 0xF4: a write ends the guest; the value v makes the odd exit status 2v + 1.</summary>
/// <param name="stop">Where the request is left.</param>
internal sealed class DebugExit(StopRequest stop) : IPortDevice
{
    /// <summary>Its port.</summary>
    public const ushort Port = 0xF4;

    /// <inheritdoc/>
    public int Width => sizeof(uint);

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => 0;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) =>
        stop.Leave(StopKind.DebugExit, (int)((value << 1) | 1) & 0xFF);
}
