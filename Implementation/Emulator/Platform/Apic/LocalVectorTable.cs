using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>The local vector table: timer, thermal sensor, performance counters, LINT0, LINT1 and error.</summary>
[InlineArray(Count)]
public struct LocalVectorTable
{
    /// <summary>How many entries there are.</summary>
    public const int Count = 6;

    private uint _first;
}
