using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What the interval timer holds: its three counters.</summary>
[InlineArray(Count)]
public struct IntervalTimerState
{
    /// <summary>How many counters there are.</summary>
    public const int Count = 3;

    private TimerChannel _first;
}
