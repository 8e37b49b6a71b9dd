using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Builds random instructions of one encoding: registers, immediates and a memory operand that can be made to point
/// into the window, with LOCK, repetition and segment prefixes where they are allowed.
/// </summary>
/// <param name="code">The encoding.</param>
/// <param name="bits">The width of the code.</param>
/// <param name="arena">The arena that it will run in.</param>
/// <param name="window">The offset of its window.</param>
internal sealed class InstructionBuilder(Code code, int bits, int arena, uint window)
{
    private const int Attempts = 64;

    private readonly OpCodeInfo _info = code.ToOpCode();
    private readonly ulong _address = Arena.OriginOf(bits, arena) + Arena.SlotOf(bits);
    private readonly MemoryOperandBuilder _memory = new(bits, Arena.OriginOf(bits, arena) + window);

    /// <summary>Builds one; false when no choice of operands makes one of this encoding.</summary>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="instruction">The instruction as decoded again from its bytes.</param>
    /// <param name="bytes">Its bytes.</param>
    public bool TryBuild(ref CaseRandom random, out Instruction instruction, out byte[] bytes)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Instruction candidate = default;
            candidate.Code = code;
            if (TrySetOperands(ref candidate, ref random))
            {
                SetPrefixes(ref candidate, ref random);
                if (TryEncode(in candidate, out instruction, out bytes)
                    && OperandLimits.Hold(in instruction) && _memory.Reaches(in instruction))
                {
                    return true;
                }
            }
        }

        instruction = default;
        bytes = [];
        return false;
    }

    private bool TrySetOperands(ref Instruction instruction, ref CaseRandom random)
    {
        for (int operand = 0; operand < _info.OpCount; operand++)
        {
            OpCodeOperandKind kind = _info.GetOpKind(operand);
            if (OperandRegisters.TryChoose(kind, bits, ref random, out Register register))
            {
                instruction.SetOpKind(operand, OpKind.Register);
                instruction.SetOpRegister(operand, register);
            }
            else if (MemoryOperandBuilder.IsMemory(kind))
            {
                instruction.SetOpKind(operand, OpKind.Memory);
                _memory.Set(ref instruction, kind, ref random);
            }
            else if (!TrySetImmediate(ref instruction, operand, kind, ref random)
                && !TrySetBranch(ref instruction, operand, kind, ref random)
                && !StringOperands.TrySet(ref instruction, operand, kind, bits))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySetImmediate(
        ref Instruction instruction, int operand, OpCodeOperandKind kind, ref CaseRandom random)
    {
        OpKind? wanted = kind switch
        {
            OpCodeOperandKind.imm8 when operand > 0 && instruction.GetOpKind(operand - 1) == OpKind.Immediate16 =>
                OpKind.Immediate8_2nd,
            OpCodeOperandKind.imm8 or OpCodeOperandKind.imm8_const_1 => OpKind.Immediate8,
            OpCodeOperandKind.imm8sex16 => OpKind.Immediate8to16,
            OpCodeOperandKind.imm8sex32 => OpKind.Immediate8to32,
            OpCodeOperandKind.imm8sex64 => OpKind.Immediate8to64,
            OpCodeOperandKind.imm16 => OpKind.Immediate16,
            OpCodeOperandKind.imm32 => OpKind.Immediate32,
            OpCodeOperandKind.imm32sex64 => OpKind.Immediate32to64,
            OpCodeOperandKind.imm64 => OpKind.Immediate64,
            _ => null,
        };
        if (wanted is not { } immediate)
        {
            return false;
        }

        ulong value = OperandLimits.Immediate(in instruction, operand, Background.Value(ref random));
        instruction.SetOpKind(operand, immediate);
        if (immediate == OpKind.Immediate8_2nd)
        {
            instruction.Immediate8_2nd = (byte)value;
        }
        else
        {
            instruction.SetImmediate(operand, kind == OpCodeOperandKind.imm8_const_1 ? 1 : Extended(immediate, value));
        }

        return true;
    }

    /// <summary>A sign-extended immediate is given as what it is extended to.</summary>
    private static ulong Extended(OpKind kind, ulong value) => kind switch
    {
        OpKind.Immediate8to16 or OpKind.Immediate8to32 or OpKind.Immediate8to64 => (ulong)(sbyte)value,
        OpKind.Immediate32to64 => (ulong)(int)value,
        _ => value,
    };

    private bool TrySetBranch(
        ref Instruction instruction, int operand, OpCodeOperandKind kind, ref CaseRandom random)
    {
        if (kind is OpCodeOperandKind.farbr2_2 or OpCodeOperandKind.farbr4_2)
        {
            // Never run, but the list of what the core has is to name it.
            instruction.SetOpKind(
                operand, kind == OpCodeOperandKind.farbr2_2 ? OpKind.FarBranch16 : OpKind.FarBranch32);
            return true;
        }

        OpKind? wanted = kind switch
        {
            OpCodeOperandKind.br16_1 or OpCodeOperandKind.br16_2 => OpKind.NearBranch16,
            OpCodeOperandKind.br32_1 or OpCodeOperandKind.br32_4 => OpKind.NearBranch32,
            OpCodeOperandKind.br64_1 or OpCodeOperandKind.br64_4 => OpKind.NearBranch64,
            _ => null,
        };
        if (wanted is not { } branch)
        {
            return false;
        }

        Landing landing = random.OneIn(2) ? Landing.Ahead : Landing.Back;
        instruction.SetOpKind(operand, branch);
        instruction.NearBranch64 = Arena.OriginOf(bits, arena) + Arena.PadOf(bits, landing);
        return true;
    }

    private void SetPrefixes(ref Instruction instruction, ref CaseRandom random)
    {
        if (_info.CanUseLockPrefix && instruction.Op0Kind == OpKind.Memory && random.OneIn(3))
        {
            instruction.HasLockPrefix = true;
        }

        if (instruction.IsStringInstruction && !random.OneIn(3))
        {
            instruction.HasRepPrefix = _info.CanUseRepPrefix && random.OneIn(2);
            instruction.HasRepnePrefix = _info.CanUseRepnePrefix && !instruction.HasRepPrefix;
        }
    }

    private bool TryEncode(in Instruction wanted, out Instruction instruction, out byte[] bytes)
    {
        using MemoryStream stream = new();
        var encoder = Encoder.Create(bits, new StreamCodeWriter(stream));
        if (!encoder.TryEncode(in wanted, _address, out _, out _))
        {
            instruction = default;
            bytes = [];
            return false;
        }

        bytes = stream.ToArray();
        var decoder = Decoder.Create(bits, new ByteArrayCodeReader(bytes), _address);
        decoder.Decode(out instruction);
        return instruction.Code == code && instruction.Length == bytes.Length;
    }
}
