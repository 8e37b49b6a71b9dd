using System.Runtime.InteropServices;

namespace MsrSpec.Hardware.Cases;

/// <summary>
/// What a case starts from, or what it has come to: the block that the machine code of the host loads and stores.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct CaseContext
{
    /// <summary>The bytes of a context, with what pads it.</summary>
    public const int Size = 256;

    /// <summary>Where <see cref="Flags"/> lies.</summary>
    public const int FlagsOffset = 128;

    /// <summary>Where <see cref="Landing"/> lies.</summary>
    public const int LandingOffset = 136;

    /// <summary>Where <see cref="Window"/> lies.</summary>
    public const int WindowOffset = 144;

    /// <summary>The general registers; outside of 64-bit code the upper halves are zero.</summary>
    public RegisterWords Registers;

    /// <summary>RFLAGS.</summary>
    public ulong Flags;

    /// <summary>Where the instruction has gone on, as a <see cref="Cases.Landing"/>.</summary>
    public ulong Landing;

    /// <summary>The memory.</summary>
    public WindowBytes Window;
}
