using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>A fault, and what it interrupts.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Level">The privilege level.</param>
/// <param name="Handler">The level of the handler.</param>
/// <param name="GateType">The type of the gate.</param>
/// <param name="Stack">The interrupt stack that a gate of long mode names, or zero.</param>
/// <param name="Source">Where the fault comes from.</param>
/// <param name="Vector">Its vector, if it is injected.</param>
/// <param name="ErrorCode">Its error code, if it is injected.</param>
/// <param name="Flags">RFLAGS.</param>
/// <param name="Selectors">What the segment registers hold, but for the level in those of CS and SS.</param>
/// <param name="Rip">RIP, if the fault is injected.</param>
/// <param name="Rsp">RSP; as much of it as the mode has.</param>
internal sealed record FaultCase(
    CoreMode Mode,
    int Level,
    int Handler,
    int GateType,
    int Stack,
    FaultSource Source,
    byte Vector,
    uint ErrorCode,
    Rflags Flags,
    ushort[] Selectors,
    ulong Rip,
    ulong Rsp)
{
    internal bool IsLong => Mode is CoreMode.Long64 or CoreMode.Compatibility16 or CoreMode.Compatibility32;

    internal bool IsReal => Mode == CoreMode.Real16;

    internal bool IsVirtual => Mode == CoreMode.Virtual8086;

    /// <summary>Whether the handler runs at another level, on a stack of its own.</summary>
    internal bool IsInner => Handler < Level;

    /// <summary>The bytes of a word of the frame.</summary>
    internal int WordSize => IsReal ? 2 : IsLong ? 8 : GateType is ModeRig.Interrupt16 or ModeRig.Trap16 ? 2 : 4;
}
