namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// How fast the devices' clocks run against the core. The core passes for a slow one, of about 119 MHz, so that a
/// guest that waits for a device does not have to execute much.
/// </summary>
internal static class DeviceClock
{
    /// <summary>The ticks of the core in one period of the interval timer's oscillator.</summary>
    public const long TicksOfTimer = 100;

    /// <summary>The periods of that oscillator in a second.</summary>
    public const long TimerFrequency = 1_193_182;

    /// <summary>The ticks of the core in a second.</summary>
    public const long TicksOfSecond = TicksOfTimer * TimerFrequency;
}
