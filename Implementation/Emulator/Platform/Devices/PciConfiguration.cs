using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// Ports 0xCF8 to 0xCFF without a PCI bus behind them: reads are all ones. Among them lies the reset register 0xCF9.
/// </summary>
/// <param name="stop">Where the request of a reset is left.</param>
internal sealed class PciConfiguration(StopRequest stop) : IPortDevice
{
    /// <summary>The first port.</summary>
    public const ushort First = 0xCF8;

    /// <summary>The last port.</summary>
    public const ushort Last = 0xCFF;

    private const ushort ResetControl = 0xCF9;
    private const uint ResetProcessor = 1 << 2;

    /// <inheritdoc/>
    public int Width => sizeof(uint);

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => uint.MaxValue >> (32 - (8 * size));

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) =>
        port == ResetControl && size == 1 && (value & ResetProcessor) != 0
            ? stop.Leave(StopKind.Reset) : PortAccessResult.Done;
}
