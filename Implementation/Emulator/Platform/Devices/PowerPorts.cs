using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// The two ways that small kernels switch a virtual PC off: SLP_EN to port 0x604, and the word "Shutdown" to 0x8900.
/// </summary>
/// <param name="stop">Where the request is left.</param>
internal sealed class PowerPorts(StopRequest stop) : IPortDevice
{
    /// <summary>The ACPI control register.</summary>
    public const ushort AcpiControl = 0x604;

    /// <summary>Where the word is spelled.</summary>
    public const ushort Speller = 0x8900;

    private const uint SleepEnable = 1 << 13;

    /// <inheritdoc/>
    public int Width => sizeof(ushort);

    /// <summary>How much of the word has been spelled.</summary>
    public int Spelled { get; set; }

    private static ReadOnlySpan<byte> Word => "Shutdown"u8;

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => 0;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        if (port != Speller)
        {
            return (value & SleepEnable) != 0 ? stop.Leave(StopKind.PowerOff) : PortAccessResult.Done;
        }

        Spelled = value == Word[Spelled] ? Spelled + 1 : value == Word[0] ? 1 : 0;
        if (Spelled < Word.Length)
        {
            return PortAccessResult.Done;
        }

        Spelled = 0;
        return stop.Leave(StopKind.PowerOff);
    }
}
