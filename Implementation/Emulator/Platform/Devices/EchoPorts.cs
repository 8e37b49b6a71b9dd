using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// Ports 0xE0 to 0xE3, as on the test device of QEMU's PC: four bytes that read as they were written.
/// </summary>
internal sealed class EchoPorts : IPortDevice
{
    /// <summary>The first port.</summary>
    public const ushort First = 0xE0;

    /// <summary>The last port.</summary>
    public const ushort Last = 0xE3;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>The four bytes, that of the first port lowest.</summary>
    public uint Value { get; set; }

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => (byte)(Value >> ShiftOf(port));

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        int shift = ShiftOf(port);
        Value = (Value & ~(0xFFu << shift)) | (value << shift);
        return PortAccessResult.Done;
    }

    private static int ShiftOf(ushort port) => 8 * (port - First);
}
