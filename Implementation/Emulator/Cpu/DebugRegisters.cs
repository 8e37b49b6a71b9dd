using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>The debug registers, by their number; DR4 and DR5 are not used.</summary>
[InlineArray(Count)]
public struct DebugRegisters
{
    /// <summary>How many registers there are, DR4 and DR5 included.</summary>
    public const int Count = 8;

    /// <summary>DR6, the status.</summary>
    public const int Status = 6;

    /// <summary>DR7, the control.</summary>
    public const int Control = 7;

    /// <summary>The bits of DR6 that are always one.</summary>
    public const ulong StatusFixed = 0xFFFF_0FF0;

    /// <summary>The bit of DR7 that is always one.</summary>
    public const ulong ControlFixed = 1UL << 10;

    /// <summary>The bits of DR6 that can be written: B0 to B3, BD, BS and BT.</summary>
    public const ulong StatusWritable = 0xE00F;

    /// <summary>The bits of DR7 that can be written: all but bits 10, 11, 12, 14 and 15.</summary>
    public const ulong ControlWritable = 0xFFFF_23FF;

    /// <summary>DR6.BD: a debug register was accessed while DR7.GD was set.</summary>
    public const ulong AccessDetected = 1UL << 13;

    /// <summary>DR7.GD: an access to a debug register raises #DB.</summary>
    public const ulong GeneralDetect = 1UL << 13;

    private ulong _first;
}
