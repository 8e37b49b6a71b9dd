using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Cpu;

/// <summary>The debug registers, by their number; DR4 and DR5 are not used.</summary>
[InlineArray(Count)]
public struct DebugRegisters
{
    /// <summary>The registers.</summary>
    public const int Count = 8;

    /// <summary>DR6, the status.</summary>
    public const int Status = 6;

    /// <summary>DR7, the control.</summary>
    public const int Control = 7;

    /// <summary>The bits of DR6 that are always one.</summary>
    public const ulong StatusFixed = 0xFFFF_0FF0;

    /// <summary>The bit of DR7 that is always one.</summary>
    public const ulong ControlFixed = 1UL << 10;

    private ulong _first;
}
