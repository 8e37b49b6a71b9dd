using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>An RDMSR or WRMSR with all that there can be around it.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Level">The privilege level.</param>
/// <param name="IsRead">RDMSR, or else WRMSR.</param>
/// <param name="Prefixes">What stands before its two bytes, in hexadecimal.</param>
/// <param name="Lead">
/// How many instructions come before it in its block; none also means that the state starts right at it.
/// </param>
/// <param name="Shadow">The shadow that it is in.</param>
/// <param name="Holds">Whether the MOV SS before it has hit a breakpoint on data.</param>
/// <param name="Flags">RFLAGS at the start.</param>
/// <param name="Breakpoints">
/// Bit 0: a breakpoint at the access; bit 1: one behind it; bit 2: one on what is stored behind it.
/// </param>
/// <param name="Answer">Whether it succeeds, and with which value.</param>
/// <param name="Effect">What else a WRMSR does.</param>
/// <param name="Page">The page that the effect is about.</param>
/// <param name="Arrival">What interrupts.</param>
/// <param name="Time">When the timer does.</param>
internal sealed record AccessCase(
    CoreMode Mode,
    int Level,
    bool IsRead,
    string Prefixes,
    int Lead,
    InterruptShadow Shadow,
    bool Holds,
    Rflags Flags,
    int Breakpoints,
    (byte Error, ulong Value) Answer,
    AccessEffect Effect,
    ulong Page,
    AccessArrival Arrival,
    long Time)
{
    /// <summary>The instruction.</summary>
    internal byte[] Code => [.. Convert.FromHexString(Prefixes), 0x0F, (byte)(IsRead ? 0x32 : 0x30)];

    /// <summary>Whether the mode and the level let the instruction reach the port.</summary>
    internal bool IsPermitted => Level == 0 && Mode != CoreMode.Virtual8086;

    internal bool IsLong => Mode is CoreMode.Long64 or CoreMode.Compatibility16 or CoreMode.Compatibility32;
}
