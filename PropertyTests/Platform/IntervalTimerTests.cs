using MsrSpec.Implementation.Emulator.Platform.Devices;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

public sealed class IntervalTimerTests
{
    private readonly ManualProcessor _clock = new();
    private readonly IntervalTimer _timer;

    public IntervalTimerTests() => _timer = new IntervalTimer(_clock);

    [Fact]
    public void A_latched_count_stands_still_while_the_counter_runs()
    {
        Start(channel: 0, mode: 2, reload: 1000);
        Pass(10);
        Write(0x43, 0x00);
        Pass(10);
        Assert.Equal(990, Count(0));
        Assert.Equal(980, Count(0));
    }

    [Fact]
    public void A_periodic_count_starts_over()
    {
        Start(channel: 0, mode: 2, reload: 1000);
        Pass(1001);
        Assert.Equal(999, Count(0));
    }

    [Fact]
    public void The_gate_starts_the_third_counter_and_its_output_ends_the_wait()
    {
        Write(0x61, 0);
        Start(channel: 2, mode: 0, reload: 500);
        Pass(10_000);
        Assert.Equal(0U, _timer.Read(0x61, 1) & 0x20);
        Write(0x61, 1);
        Pass(499);
        Assert.Equal(0U, _timer.Read(0x61, 1) & 0x20);
        Pass(1);
        Assert.Equal(0x20U, _timer.Read(0x61, 1) & 0x20);
    }

    [Fact]
    public void A_read_back_latches_status_then_count()
    {
        Start(channel: 1, mode: 3, reload: 100);
        Write(0x43, 0xC4);
        Assert.Equal(0xB6U, _timer.Read(0x41, 1));
        Assert.Equal(100, Count(1));
    }

    [Fact]
    public void The_refresh_bit_changes_with_time()
    {
        uint before = _timer.Read(0x61, 1);
        Pass(18);
        Assert.Equal(0x10U, before ^ _timer.Read(0x61, 1));
    }

    private void Start(int channel, int mode, int reload)
    {
        Write(0x43, (uint)((channel << 6) | 0x30 | (mode << 1)));
        Write(0x40 + channel, (uint)reload & 0xFF);
        Write(0x40 + channel, (uint)reload >> 8);
    }

    private int Count(int channel)
    {
        ushort port = (ushort)(0x40 + channel);
        uint low = _timer.Read(port, 1);
        return (int)(low | (_timer.Read(port, 1) << 8));
    }

    private void Write(int port, uint value) => _timer.Write((ushort)port, 1, value);

    private void Pass(long periods) => _clock.Ticks += periods * DeviceClock.TicksOfTimer;
}
