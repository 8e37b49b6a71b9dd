namespace MsrSpec.Implementation.Cpu.FloatingPoint;

/// <summary>
/// The registers of x87 and SSE. The core moves them about and never computes with them; they are no part of
/// <see cref="CoreState"/>, which stays small to copy.
/// </summary>
internal sealed class FloatingPointState
{
    internal const uint MxcsrMask = 0xFFFF;

    private const ushort InitialControl = 0x037F;
    private const ushort ControlMask = 0x1F3F;
    private const ushort ControlFixed = 0x0040;
    private const ushort ExceptionFlags = 0x80FF;
    private const ushort Exceptions = 0x3F;

    private ushort _control = InitialControl;

    /// <summary>XMM0 to XMM15.</summary>
    internal UInt128[] Vectors { get; } = new UInt128[16];

    /// <summary>ST0 to ST7, as FXSAVE stores them.</summary>
    internal UInt128[] Stack { get; } = new UInt128[8];

    /// <summary>The x87 control word; one of its bits is always set, and those without a meaning never.</summary>
    internal ushort Control
    {
        get => _control;
        set => _control = (ushort)((value & ControlMask) | ControlFixed);
    }

    /// <summary>The x87 status word.</summary>
    internal ushort Status { get; set; }

    /// <summary>Which x87 registers are in use, a bit each.</summary>
    internal byte Tags { get; set; }

    /// <summary>The opcode of the last x87 instruction.</summary>
    internal ushort Opcode { get; set; }

    /// <summary>Where the last x87 instruction was.</summary>
    internal ulong InstructionPointer { get; set; }

    /// <summary>Where its operand was.</summary>
    internal ulong DataPointer { get; set; }

    /// <summary>MXCSR.</summary>
    internal uint Mxcsr { get; set; } = 0x1F80;

    /// <summary>Whether an x87 exception waits that the control word does not mask.</summary>
    internal bool HasPendingException => (Status & ~_control & Exceptions) != 0;

    /// <summary>FNINIT: all of x87, but for the contents of its registers.</summary>
    internal void Initialize()
    {
        _control = InitialControl;
        Status = 0;
        Tags = 0;
        Opcode = 0;
        InstructionPointer = 0;
        DataPointer = 0;
    }

    /// <summary>Makes another one what this one is.</summary>
    internal void CopyTo(FloatingPointState target)
    {
        Vectors.CopyTo(target.Vectors, 0);
        Stack.CopyTo(target.Stack, 0);
        target._control = _control;
        target.Status = Status;
        target.Tags = Tags;
        target.Opcode = Opcode;
        target.InstructionPointer = InstructionPointer;
        target.DataPointer = DataPointer;
        target.Mxcsr = Mxcsr;
    }

    /// <summary>FNCLEX.</summary>
    internal void ClearExceptions() => Status = (ushort)(Status & ~ExceptionFlags);
}
