using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// Ports 0x2000 to 0x2017, as on the test device of QEMU's PC: a port for each line, which a value raises and zero
/// lowers. The lines from 16 on lead to an I/O APIC, which is not there.
/// </summary>
/// <param name="pics">Where the lines lead to.</param>
internal sealed class InterruptLinePorts(PicPair pics) : IPortDevice
{
    /// <summary>The port of line 0.</summary>
    public const ushort First = 0x2000;

    /// <summary>The last port.</summary>
    public const ushort Last = 0x2017;

    /// <inheritdoc/>
    public int Width => sizeof(uint);

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => 0;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        pics.SetLine(port - First, value != 0);
        return PortAccessResult.Done;
    }
}
