using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Changes a random context so that an instruction does no harm: pointers lead into the window, counts are small,
/// divisions have a quotient that fits, and indirect branches land on a pad.
/// </summary>
/// <param name="instruction">The instruction.</param>
/// <param name="bits">The width of the code.</param>
/// <param name="arena">The arena.</param>
/// <param name="window">The offset of the window.</param>
internal sealed class CaseShaper(Instruction instruction, int bits, int arena, uint window)
{
    private const int StackRoom = 32;
    private const int MostRepeats = 4;

    private readonly Instruction _instruction = instruction;
    private readonly ulong _window = Arena.OriginOf(bits, arena) + window;
    private readonly bool _usesStack = OperandLimits.UsesStack(in instruction);
    private readonly bool _usesMemory = OperandLimits.HasMemory(in instruction)
        && instruction.Mnemonic is not (Mnemonic.Lea or Mnemonic.Nop);
    private readonly MemoryAim _aim = new(instruction);

    /// <summary>Shapes one context.</summary>
    internal void Shape(ref CaseContext context, ref CaseRandom random)
    {
        CaseFrame frame = new(ref context, bits, _window);
        if (_usesStack)
        {
            int room = _instruction.Mnemonic == Mnemonic.Enter ? StackRoom + 16 : StackRoom;
            frame[StackPointer] = _window + (ulong)(room + (random.Below(4) * 8));
            frame[FramePointer] = ReadsFrame
                ? _window + (ulong)(StackRoom + random.Below(StackRoom)) : frame[FramePointer];
        }

        if (_instruction.Mnemonic == Mnemonic.Xlatb)
        {
            frame[Register.AL] = (ulong)random.Below(StackRoom);
        }

        if (_instruction.IsStringInstruction)
        {
            ShapeString(ref frame, ref random);
        }
        else if (_usesMemory)
        {
            _aim.Aim(ref frame, ref random);
        }

        ShapeMnemonic(ref frame, ref random);
    }

    /// <summary>ENTER reads the frame of its caller only when it is nested twice.</summary>
    private bool ReadsFrame => _instruction.Mnemonic == Mnemonic.Leave
        || (_instruction.Mnemonic == Mnemonic.Enter && _instruction.Immediate8_2nd % 32 > 1);

    private Register StackPointer => bits == 64 ? Register.RSP : bits == 32 ? Register.ESP : Register.SP;

    private Register FramePointer => bits == 64 ? Register.RBP : bits == 32 ? Register.EBP : Register.BP;

    private void ShapeMnemonic(ref CaseFrame frame, ref CaseRandom random)
    {
        switch (_instruction.Mnemonic)
        {
            case Mnemonic.Div or Mnemonic.Idiv:
                Divisions.Shape(in _instruction, ref frame, ref random);
                break;
            case Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc
                when _usesMemory && _instruction.Op1Kind == OpKind.Register:
                frame[_instruction.Op1Register] = (ulong)(random.Below(256) - 128);
                break;
            case Mnemonic.Shld or Mnemonic.Shrd
                when _instruction.Op2Kind == OpKind.Register && _instruction.Op1Register.GetSize() == 2:
                frame[Register.CL] = (ulong)random.Below(17);
                break;
            case Mnemonic.Shl or Mnemonic.Shr or Mnemonic.Sar or Mnemonic.Rol or Mnemonic.Ror or Mnemonic.Rcl
                or Mnemonic.Rcr or Mnemonic.Shld or Mnemonic.Shrd or Mnemonic.Sal when random.OneIn(2):
                ShapeCount(ref frame, ref random);
                break;
            case Mnemonic.Cmpxchg when random.OneIn(2):
                ShapeExchange(ref frame);
                break;
            case Mnemonic.Cmpxchg8b or Mnemonic.Cmpxchg16b when random.OneIn(2):
                ShapeDoubleExchange(ref frame);
                break;
            case Mnemonic.Jcxz or Mnemonic.Jecxz or Mnemonic.Jrcxz or Mnemonic.Loop or Mnemonic.Loope
                or Mnemonic.Loopne when random.OneIn(2):
                frame[bits == 64 ? Register.RCX : Register.ECX] = (ulong)random.Below(3);
                break;
            case Mnemonic.Jmp or Mnemonic.Call when !_instruction.IsJmpShortOrNear && !_instruction.IsCallNear:
                frame.SetOperand(in _instruction, 0, Pad(ref random));
                break;
            case Mnemonic.Ret:
                frame.Store(StackPosition(in frame), Pad(ref random), sizeof(ulong));
                break;
            case Mnemonic.Popf or Mnemonic.Popfd or Mnemonic.Popfq:
                // IF and IOPL are out of a user's reach; TF, NT and AC are not, and would reach the host.
                const ulong Harmless = Background.RandomFlags | 0x3202;
                int top = StackPosition(in frame);
                frame.Store(top, frame.Load(top, sizeof(ulong)) & Harmless, sizeof(ulong));
                break;
        }
    }

    private int StackPosition(in CaseFrame frame) => (int)(frame[StackPointer] - _window);

    private ulong Pad(ref CaseRandom random) =>
        Arena.OriginOf(bits, arena) + Arena.PadOf(bits, random.OneIn(2) ? Landing.Ahead : Landing.Back);

    /// <summary>Counts near the width of the operand are where shifts go wrong; an address in RCX stays.</summary>
    private void ShapeCount(ref CaseFrame frame, ref CaseRandom random)
    {
        bool addresses = _usesMemory && (_instruction.MemoryBase.GetFullRegister() == Register.RCX
            || _instruction.MemoryIndex.GetFullRegister() == Register.RCX);
        if (!addresses)
        {
            frame[Register.CL] = (ulong)random.Below(66);
        }
    }

    private void ShapeDoubleExchange(ref CaseFrame frame)
    {
        bool wide = _instruction.Mnemonic == Mnemonic.Cmpxchg16b;
        int half = wide ? 8 : 4;
        frame[wide ? Register.RAX : Register.EAX] = frame.Load(frame.Position, half);
        frame[wide ? Register.RDX : Register.EDX] = frame.Load(frame.Position + half, half);
        _aim.Repeat(ref frame);
    }

    private void ShapeExchange(ref CaseFrame frame)
    {
        Register accumulator = _instruction.Op1Register.GetSize() switch
        {
            1 => Register.AL,
            2 => Register.AX,
            4 => Register.EAX,
            _ => Register.RAX,
        };
        frame[accumulator] = frame.Operand(in _instruction, 0);
        if (_usesMemory)
        {
            _aim.Repeat(ref frame);
        }
    }

    private void ShapeString(ref CaseFrame frame, ref CaseRandom random)
    {
        int size = StringAddressSize();
        (Register count, Register from, Register to) = size switch
        {
            2 => (Register.CX, Register.SI, Register.DI),
            4 => (Register.ECX, Register.ESI, Register.EDI),
            _ => (Register.RCX, Register.RSI, Register.RDI),
        };
        if (size == 4)
        {
            // Whether a count of zero clears upper halves is not the same everywhere.
            frame[Register.RCX] = 0;
            frame[Register.RSI] = 0;
            frame[Register.RDI] = 0;
        }

        if (_instruction.HasRepPrefix || _instruction.HasRepnePrefix)
        {
            frame[count] = (ulong)random.Below(MostRepeats);
        }

        if (random.OneIn(2))
        {
            frame.Flood((byte)frame[Register.AL]);
            frame[Register.RAX] = (byte)frame[Register.AL] * (frame.Bits == 64 ? 0x0101_0101_0101_0101UL : 0x0101_0101);
            frame.Store(random.Below(WindowBytes.Count), random.Next(), 1);
        }

        frame[from] = _window + (ulong)(24 + random.Below(40));
        frame[to] = _window + (ulong)(24 + random.Below(40));
    }

    private int StringAddressSize()
    {
        for (int operand = 0; operand < _instruction.OpCount; operand++)
        {
            switch (_instruction.GetOpKind(operand))
            {
                case OpKind.MemorySegSI or OpKind.MemorySegDI or OpKind.MemoryESDI:
                    return 2;
                case OpKind.MemorySegESI or OpKind.MemorySegEDI or OpKind.MemoryESEDI:
                    return 4;
            }
        }

        return 8;
    }
}
