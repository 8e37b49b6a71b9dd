using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// An 8254 whose counters can be read and whose third one is gated by port 0x61; it interrupts nobody.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class IntervalTimer(ITickSource clock) : IPortDevice
{
    /// <summary>The first port.</summary>
    public const ushort First = 0x40;

    /// <summary>The last port, that of the control word.</summary>
    public const ushort Last = 0x43;

    /// <summary>Port B of the system: the gate of the third counter, and its output.</summary>
    public const ushort SystemPort = 0x61;

    private const int Speaker = 2;
    private const int AllChannels = 3;
    private const uint GateBit = 1 << 0;
    private const uint OutputBit = 1 << 5;
    private const uint Writable = 0x03;
    private const long PeriodsOfRefresh = 18;

    private IntervalTimerState _channels;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>What the counters hold, which snapshots keep and restore.</summary>
    public IntervalTimerState State
    {
        get => _channels;
        set => _channels = value;
    }

    /// <summary>The bits of the system port that are written: gate and speaker.</summary>
    public byte Control { get; set; }

    private uint RefreshBit => (uint)(Now / PeriodsOfRefresh & 1) << 4;

    private long Now => clock.Ticks / DeviceClock.TicksOfTimer;

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => port switch
    {
        SystemPort => Control | RefreshBit | (_channels[Speaker].Output(Now) ? OutputBit : 0),
        Last => byte.MaxValue,
        _ => _channels[port - First].Read(Now),
    };

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        if (port == SystemPort)
        {
            Control = (byte)(value & Writable);
            _channels[Speaker].Gate(IsOpen(Speaker), Now);
        }
        else if (port == Last)
        {
            TakeControlWord((int)value);
        }
        else
        {
            _channels[port - First].Write((byte)value, IsOpen(port - First), Now);
        }

        return PortAccessResult.Done;
    }

    private bool IsOpen(int channel) => channel != Speaker || (Control & GateBit) != 0;

    private void TakeControlWord(int word)
    {
        int channel = word >> 6;
        if (channel != AllChannels)
        {
            _channels[channel].Control((word >> 4) & 3, (word >> 1) & 7, Now);
            return;
        }

        for (int i = 0; i < IntervalTimerState.Count; i++)
        {
            if ((word & (2 << i)) == 0)
            {
                continue;
            }

            if ((word & 0x20) == 0)
            {
                _channels[i].Latch(Now);
            }

            if ((word & 0x10) == 0)
            {
                _channels[i].LatchStatus(Now);
            }
        }
    }
}
