namespace MsrSpec.Implementation.Emulator.Cpu.FloatingPoint;

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
    private const int Registers = 8;
    private const int TopShift = 11;
    private const ushort TopBits = 7 << TopShift;

    private ushort _control = InitialControl;

    /// <summary>XMM0 to XMM15.</summary>
    internal UInt128[] Vectors { get; } = new UInt128[16];

    /// <summary>ST0 to ST7, as FXSAVE stores them.</summary>
    internal UInt128[] Stack { get; } = new UInt128[Registers];

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

    private int Top => (Status & TopBits) >> TopShift;

    /// <summary>FNINIT: all of x87, but for the contents of its registers.</summary>
    internal void Initialize()
    {
        ClearTop();
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

    /// <summary>What every MMX instruction does: the stack starts at its first register, and all are in use.</summary>
    internal void EnterMmx()
    {
        ClearTop();
        Tags = byte.MaxValue;
    }

    /// <summary>MM0 to MM7, which are the mantissas of the registers, wherever the stack starts.</summary>
    internal ulong ReadMmx(int number) => (ulong)Stack[(number - Top) & (Registers - 1)];

    /// <summary>Writes an MMX register: exponent and sign of the register become ones.</summary>
    internal void WriteMmx(int number, ulong value) =>
        Stack[(number - Top) & (Registers - 1)] = new UInt128(ushort.MaxValue, value);

    /// <summary>FNCLEX.</summary>
    internal void ClearExceptions() => Status = (ushort)(Status & ~ExceptionFlags);

    /// <summary>Lets the stack start at its first register; what is in a register stays there.</summary>
    private void ClearTop()
    {
        if (Top != 0)
        {
            Span<UInt128> moved = stackalloc UInt128[Registers];
            for (int number = 0; number < Registers; number++)
            {
                moved[number] = Stack[(number - Top) & (Registers - 1)];
            }

            moved.CopyTo(Stack);
            Status = (ushort)(Status & ~TopBits);
        }
    }
}
