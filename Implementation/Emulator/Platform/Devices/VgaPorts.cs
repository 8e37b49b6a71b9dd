using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// The ports of a display that shows nothing. The retrace bits change with every read, so that no one waits for ever.
/// </summary>
internal sealed class VgaPorts : IPortDevice
{
    /// <summary>The first port.</summary>
    public const ushort First = 0x3C0;

    /// <summary>The last port.</summary>
    public const ushort Last = 0x3DF;

    private const ushort InputStatus = 0x3DA;
    private const uint Retrace = 0x09;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>Whether the next read of the status shows a retrace.</summary>
    public bool IsRetracing { get; set; }

    /// <inheritdoc/>
    public uint Read(ushort port, int size)
    {
        if (port != InputStatus)
        {
            return 0;
        }

        IsRetracing = !IsRetracing;
        return IsRetracing ? Retrace : 0;
    }

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) => PortAccessResult.Done;
}
