using MsrSpec.Implementation.Emulator.Platform.Apic;
using MsrSpec.Implementation.Emulator.Platform.Devices;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>The devices of a small PC, and the ports and the page that they answer at.</summary>
internal sealed class PlatformDevices
{
    private readonly SerialPort _serial;
    private readonly FirmwareConfig _configuration;
    private readonly PicPair _pics = new();
    private readonly EchoPorts _echo = new();
    private readonly IntervalTimer _timer;
    private readonly RealTimeClock _clock;
    private readonly KeyboardController _keyboard;
    private readonly VgaPorts _display = new();
    private readonly PowerPorts _power;

    internal PlatformDevices(ProcessorLink processor, ulong memorySize, Action<byte> send)
    {
        Apic = new LocalApic(processor);
        Interrupts = new InterruptInputs(Apic, _pics);
        ApicPage = new ApicPage(Apic, processor);
        ApicMsrs = new ApicMsrs(Apic);
        _serial = new SerialPort(send);
        _configuration = new FirmwareConfig(memorySize, processors: 1);
        _timer = new IntervalTimer(processor);
        _clock = new RealTimeClock(processor);
        _keyboard = new KeyboardController(Stop);
        _power = new PowerPorts(Stop);
        Attach();
    }

    internal LocalApic Apic { get; }

    internal InterruptInputs Interrupts { get; }

    internal ApicPage ApicPage { get; }

    internal ApicMsrs ApicMsrs { get; }

    internal StopRequest Stop { get; } = new();

    internal PortBus Ports { get; } = new();

    internal PlatformSnapshot Capture() => new(
        Apic.State, _serial.State, _configuration.State, _pics.Primary, _pics.Secondary, _timer.State,
        _timer.Control, _clock.Index, _keyboard.State, _display.IsRetracing, _power.Spelled, _echo.Value);

    internal void Restore(in PlatformSnapshot snapshot)
    {
        Apic.State = snapshot.Apic;
        _serial.State = snapshot.Serial;
        _configuration.State = snapshot.Configuration;
        _pics.Primary = snapshot.PrimaryPic;
        _pics.Secondary = snapshot.SecondaryPic;
        _timer.State = snapshot.Timer;
        _timer.Control = snapshot.TimerControl;
        _clock.Index = snapshot.ClockIndex;
        _keyboard.State = snapshot.Keyboard;
        _display.IsRetracing = snapshot.IsRetracing;
        _power.Spelled = snapshot.SpelledShutdown;
        _echo.Value = snapshot.Echo;
        Stop.Clear();
    }

    private void Attach()
    {
        Ports.Attach(_pics, Pic.Primary, Pic.Primary + 1);
        Ports.Attach(_pics, Pic.Secondary, Pic.Secondary + 1);
        Ports.Attach(_timer, IntervalTimer.First, IntervalTimer.Last);
        Ports.Attach(_timer, IntervalTimer.SystemPort, IntervalTimer.SystemPort);
        Ports.Attach(_keyboard, KeyboardController.Data, KeyboardController.Data);
        Ports.Attach(_keyboard, KeyboardController.Status, KeyboardController.Status);
        Ports.Attach(_clock, RealTimeClock.IndexPort, RealTimeClock.DataPort);
        Ports.Attach(new DelayPort(), DelayPort.Port, DelayPort.Port);
        Ports.Attach(new SystemControl(Stop), SystemControl.Port, SystemControl.Port);
        Ports.Attach(_echo, EchoPorts.First, EchoPorts.Last);
        Ports.Attach(new InterruptLinePorts(_pics), InterruptLinePorts.First, InterruptLinePorts.Last);
        Ports.Attach(new DebugExit(Stop), DebugExit.Port, DebugExit.Port + 3);
        Ports.Attach(_display, VgaPorts.First, VgaPorts.Last);
        Ports.Attach(_serial, SerialPort.Com1, SerialPort.Com1 + SerialPort.Count - 1);
        Ports.Attach(_configuration, FirmwareConfig.SelectorPort, FirmwareConfig.DataPort);
        Ports.Attach(_power, PowerPorts.AcpiControl, PowerPorts.AcpiControl + 1);
        Ports.Attach(_power, PowerPorts.Speller, PowerPorts.Speller);
        Ports.Attach(new PciConfiguration(Stop), PciConfiguration.First, PciConfiguration.Last);
    }
}
