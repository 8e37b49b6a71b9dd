using MsrSpec.Implementation.Emulator.Platform.Apic;
using MsrSpec.Implementation.Emulator.Platform.Devices;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>What all devices hold at one moment; a value, like what each of them holds.</summary>
/// <param name="Apic">The local APIC.</param>
/// <param name="Serial">COM1.</param>
/// <param name="Configuration">The firmware configuration device.</param>
/// <param name="PrimaryPic">The first interrupt controller.</param>
/// <param name="SecondaryPic">The second one.</param>
/// <param name="Timer">The interval timer.</param>
/// <param name="TimerControl">Its gate.</param>
/// <param name="ClockIndex">The register of the clock that is selected.</param>
/// <param name="Keyboard">The keyboard controller.</param>
/// <param name="IsRetracing">What the display says next.</param>
/// <param name="SpelledShutdown">How much of the word for shutdown has been spelled.</param>
/// <param name="Echo">The bytes that read as they were written.</param>
public readonly record struct PlatformSnapshot(
    LocalApicState Apic,
    SerialState Serial,
    FirmwareConfigState Configuration,
    PicState PrimaryPic,
    PicState SecondaryPic,
    IntervalTimerState Timer,
    byte TimerControl,
    byte ClockIndex,
    KeyboardState Keyboard,
    bool IsRetracing,
    int SpelledShutdown,
    uint Echo);
