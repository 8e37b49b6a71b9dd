using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// The clock of a PC, in BCD. It starts at the same moment in every run and goes by the ticks of the core. The bytes
/// behind the clock read as zero.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class RealTimeClock(ITickSource clock) : IPortDevice
{
    /// <summary>The port of the index.</summary>
    public const ushort IndexPort = 0x70;

    /// <summary>The port of the data.</summary>
    public const ushort DataPort = 0x71;

    private const uint UpdateInProgress = 1 << 7;
    private const uint DividerAndRate = 0x26;
    private const uint HoursAre24 = 1 << 1;
    private const uint BatteryIsGood = 1 << 7;
    private const long TicksOfUpdate = DeviceClock.TicksOfSecond / 512;

    private static readonly DateTime Start = new(2020, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>The register that is selected.</summary>
    public byte Index { get; set; }

    private bool IsUpdating =>
        clock.Ticks % DeviceClock.TicksOfSecond >= DeviceClock.TicksOfSecond - TicksOfUpdate;

    /// <inheritdoc/>
    public uint Read(ushort port, int size)
    {
        if (port == IndexPort)
        {
            return byte.MaxValue;
        }

        DateTime now = Start.AddSeconds(clock.Ticks / DeviceClock.TicksOfSecond);
        return Index switch
        {
            0x00 => Decimal(now.Second),
            0x02 => Decimal(now.Minute),
            0x04 => Decimal(now.Hour),
            0x06 => Decimal((int)now.DayOfWeek + 1),
            0x07 => Decimal(now.Day),
            0x08 => Decimal(now.Month),
            0x09 => Decimal(now.Year % 100),
            0x32 => Decimal(now.Year / 100),
            0x0A => DividerAndRate | (IsUpdating ? UpdateInProgress : 0),
            0x0B => HoursAre24,
            0x0D => BatteryIsGood,
            _ => 0,
        };
    }

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        if (port == IndexPort)
        {
            Index = (byte)(value & 0x7F);
        }

        return PortAccessResult.Done;
    }

    private static uint Decimal(int value) => (uint)((value / 10 * 16) + (value % 10));
}
