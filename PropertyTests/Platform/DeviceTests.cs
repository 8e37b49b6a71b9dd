using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Platform.Devices;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

public sealed class DeviceTests
{
    private readonly StopRequest _stop = new();
    private readonly ManualProcessor _clock = new();

    [Theory]
    [InlineData(0x00, "51454D55")]
    [InlineData(0x01, "01000000")]
    [InlineData(0x03, "0000000800000000")]
    [InlineData(0x05, "0100")]
    [InlineData(0x19, "00000000")]
    public void The_firmware_configuration_has_its_items_and_zeros_behind_them(int selector, string hex)
    {
        FirmwareConfig device = new(memorySize: 128 << 20, processors: 1);
        _ = device.Write(FirmwareConfig.SelectorPort, 2, (uint)selector);
        byte[] expected = [.. Convert.FromHexString(hex), 0, 0];
        Assert.Equal(expected, expected.Select(_ => (byte)device.Read(FirmwareConfig.DataPort, 1)));
    }

    [Theory]
    [InlineData(0U, 1)]
    [InlineData(1U, 3)]
    [InlineData(0x7FU, 0xFF)]
    [InlineData(0x100U, 1)]
    [InlineData(uint.MaxValue, 0xFF)]
    public void The_debug_exit_makes_an_odd_status(uint value, int status)
    {
        Assert.Equal(PortAccessResult.Stop, new DebugExit(_stop).Write(DebugExit.Port, 4, value));
        Assert.Equal((StopKind.DebugExit, status), (_stop.Kind, _stop.Status));
    }

    [Fact]
    public void The_whole_word_switches_the_machine_off()
    {
        PowerPorts device = new(_stop);
        foreach (byte letter in "ShutShutdow"u8)
        {
            Assert.Equal(PortAccessResult.Done, device.Write(PowerPorts.Speller, 1, letter));
        }

        Assert.Equal(PortAccessResult.Stop, device.Write(PowerPorts.Speller, 1, 'n'));
        Assert.Equal(StopKind.PowerOff, _stop.Kind);
    }

    [Fact]
    public void Sleep_enable_switches_the_machine_off()
    {
        Assert.Equal(PortAccessResult.Done, new PowerPorts(_stop).Write(PowerPorts.AcpiControl, 2, 1));
        Assert.Equal(PortAccessResult.Stop, new PowerPorts(_stop).Write(PowerPorts.AcpiControl, 2, 0x2000));
        Assert.Equal(StopKind.PowerOff, _stop.Kind);
    }

    [Fact]
    public void There_are_four_ways_to_ask_for_a_reset()
    {
        KeyboardController keyboard = new(_stop);
        Assert.Equal(PortAccessResult.Stop, keyboard.Write(KeyboardController.Status, 1, 0xFE));
        Assert.Equal(PortAccessResult.Done, keyboard.Write(KeyboardController.Status, 1, 0xD1));
        Assert.Equal(PortAccessResult.Stop, keyboard.Write(KeyboardController.Data, 1, 0xFE));
        Assert.Equal(PortAccessResult.Stop, new SystemControl(_stop).Write(SystemControl.Port, 1, 1));
        Assert.Equal(PortAccessResult.Stop, new PciConfiguration(_stop).Write(0xCF9, 1, 6));
        Assert.Equal(StopKind.Reset, _stop.Kind);
    }

    [Fact]
    public void The_keyboard_controller_answers_and_is_never_busy()
    {
        KeyboardController keyboard = new(_stop);
        Assert.Equal(0U, keyboard.Read(KeyboardController.Status, 1));
        _ = keyboard.Write(KeyboardController.Status, 1, 0xAA);
        Assert.Equal(1U, keyboard.Read(KeyboardController.Status, 1));
        Assert.Equal(0x55U, keyboard.Read(KeyboardController.Data, 1));
        Assert.Equal(0U, keyboard.Read(KeyboardController.Status, 1));
    }

    [Fact]
    public void The_echo_ports_read_as_they_were_written_in_any_size()
    {
        PortBus bus = new();
        bus.Attach(new EchoPorts(), EchoPorts.First, EchoPorts.Last);
        _ = bus.Write(EchoPorts.First, 4, 0x1122_3344);
        _ = bus.Write(EchoPorts.First + 1, 2, 0xAABB);
        _ = bus.Write(EchoPorts.Last, 1, 0x55);
        _ = bus.Read(EchoPorts.First, 4, out uint whole);
        _ = bus.Read(EchoPorts.First + 2, 2, out uint upper);
        Assert.Equal((0x55AA_BB44U, 0x55AAU), (whole, upper));
    }

    [Fact]
    public void The_clock_goes_by_ticks_and_is_rarely_being_updated()
    {
        RealTimeClock device = new(_clock);
        Assert.Equal((0x20U, 0x07U, 0x01U, 0x12U, 0U), (At(9), At(8), At(7), At(4), At(0)));
        Assert.Equal(0x26U, At(0xA));
        _clock.Ticks = DeviceClock.TicksOfSecond - 1;
        Assert.Equal(0xA6U, At(0xA));
        _clock.Ticks = DeviceClock.TicksOfSecond * 75;
        Assert.Equal((0x01U, 0x15U, 0x26U), (At(2), At(0), At(0xA)));

        uint At(uint register)
        {
            _ = device.Write(RealTimeClock.IndexPort, 1, register);
            return device.Read(RealTimeClock.DataPort, 1);
        }
    }

    [Fact]
    public void A_retrace_comes_and_goes()
    {
        VgaPorts device = new();
        Assert.Equal([9U, 0U, 9U], Enumerable.Range(0, 3).Select(_ => device.Read(0x3DA, 1)));
    }

    [Fact]
    public void A_bus_cuts_wide_accesses_for_narrow_devices_and_is_open_elsewhere()
    {
        List<byte> sent = [];
        PortBus bus = new();
        bus.Attach(new SerialPort(sent.Add), SerialPort.Com1, SerialPort.Com1 + 7);
        Assert.Equal(PortAccessResult.Done, bus.Write(SerialPort.Com1 + 7, 2, 0x1234));
        Assert.Equal(PortAccessResult.Done, bus.Read(SerialPort.Com1 + 7, 2, out uint value));
        Assert.Equal(0xFF34U, value);
        _ = bus.Read(0x1234, 4, out value);
        Assert.Equal(uint.MaxValue, value);
        _ = bus.Read(0xFFFF, 1, out value);
        Assert.Equal(0xFFU, value);
    }
}
