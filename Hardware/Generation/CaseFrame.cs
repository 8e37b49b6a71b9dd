using System.Runtime.InteropServices;
using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// One case while it is being shaped: registers by Iced's names, the window by position, and where the memory operand
/// has been led.
/// </summary>
/// <param name="context">The case.</param>
/// <param name="bits">The width of the code.</param>
/// <param name="window">The address of the window, as the code sees it.</param>
internal ref struct CaseFrame(ref CaseContext context, int bits, ulong window)
{
    private readonly ref CaseContext _context = ref context;

    /// <summary>The address of the window, as the code sees it.</summary>
    internal readonly ulong Window => window;

    /// <summary>The width of the code.</summary>
    internal readonly int Bits => bits;

    /// <summary>Where in the window the memory operand starts.</summary>
    internal int Position { get; set; }

    /// <summary>The value of a general register, in its width.</summary>
    internal readonly ulong this[Register register]
    {
        get => (_context.Registers[NumberOf(register)] >> ShiftOf(register)) & MaskOf(register);
        set
        {
            ulong mask = MaskOf(register) << ShiftOf(register);
            ref ulong word = ref _context.Registers[NumberOf(register)];
            word = (word & ~mask) | ((value << ShiftOf(register)) & mask);
        }
    }

    /// <summary>Writes bytes of the window.</summary>
    internal readonly void Store(int position, ulong value, int size)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in value));
        bytes[..size].CopyTo(((Span<byte>)_context.Window)[position..]);
    }

    /// <summary>Reads bytes of the window.</summary>
    internal readonly ulong Load(int position, int size)
    {
        ulong value = 0;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<ulong>(ref value));
        ((ReadOnlySpan<byte>)_context.Window).Slice(position, size).CopyTo(bytes);
        return value;
    }

    /// <summary>Makes all of the window one byte.</summary>
    internal readonly void Flood(byte value) => ((Span<byte>)_context.Window).Fill(value);

    /// <summary>The value of an operand that is a register or in memory.</summary>
    internal readonly ulong Operand(in Instruction instruction, int operand) =>
        instruction.GetOpKind(operand) == OpKind.Register
            ? this[instruction.GetOpRegister(operand)]
            : Load(Position, instruction.MemorySize.GetSize());

    /// <summary>Sets an operand that is a register or in memory.</summary>
    internal readonly void SetOperand(in Instruction instruction, int operand, ulong value)
    {
        if (instruction.GetOpKind(operand) == OpKind.Register)
        {
            CaseFrame self = this;
            self[instruction.GetOpRegister(operand)] = value;
        }
        else
        {
            Store(Position, value, instruction.MemorySize.GetSize());
        }
    }

    private static int NumberOf(Register register) => register.GetFullRegister() - Register.RAX;

    private static int ShiftOf(Register register) =>
        register is Register.AH or Register.CH or Register.DH or Register.BH ? 8 : 0;

    private static ulong MaskOf(Register register) => ulong.MaxValue >> (64 - (8 * register.GetSize()));
}
