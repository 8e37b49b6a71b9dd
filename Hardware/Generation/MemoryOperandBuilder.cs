using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Chooses how a memory operand is addressed: base, index, scale, displacement, address size, segment.
/// </summary>
/// <param name="bits">The width of the code.</param>
/// <param name="window">The address of the window, as the code sees it.</param>
internal sealed class MemoryOperandBuilder(int bits, ulong window)
{
    private const int MiddleOfWindow = WindowBytes.Count / 2;
    private const int WordAlignment = 8;

    private static readonly (Register Base, Register Index)[] Forms16 =
    [
        (Register.BX, Register.SI), (Register.BX, Register.DI), (Register.BP, Register.SI),
        (Register.BP, Register.DI), (Register.SI, Register.None), (Register.DI, Register.None),
        (Register.BP, Register.None), (Register.BX, Register.None), (Register.None, Register.None),
    ];

    internal static bool IsMemory(OpCodeOperandKind kind) => kind is OpCodeOperandKind.mem
        or OpCodeOperandKind.mem_offs or OpCodeOperandKind.r8_or_mem or OpCodeOperandKind.r16_or_mem
        or OpCodeOperandKind.r32_or_mem or OpCodeOperandKind.r64_or_mem or OpCodeOperandKind.xmm_or_mem
        or OpCodeOperandKind.mm_or_mem;

    /// <summary>Sets the operand. A fixed address points into the window; others are led there by registers.</summary>
    internal void Set(ref Instruction instruction, OpCodeOperandKind kind, ref CaseRandom random)
    {
        int size = AddressSize(ref random);
        if (random.OneIn(8))
        {
            instruction.SegmentPrefix = random.Below(3) switch
            {
                0 => Register.ES,
                1 => Register.SS,
                _ => Register.DS,
            };
        }

        if (kind == OpCodeOperandKind.mem_offs)
        {
            SetAbsolute(ref instruction, size, ref random);
        }
        else if (size == 2)
        {
            Set16(ref instruction, ref random);
        }
        else
        {
            SetScaled(ref instruction, size, ref random);
        }
    }

    /// <summary>
    /// Whether an operand as decoded can be led into the window. An index that cannot be encoded is left out by the
    /// encoder, and what remains may be an address elsewhere.
    /// </summary>
    internal bool Reaches(in Instruction instruction)
    {
        bool isFixed = instruction.IsIPRelativeMemoryOperand
            || (instruction.MemoryBase == Register.None && instruction.MemoryIndex == Register.None);
        ulong address = instruction.IsIPRelativeMemoryOperand
            ? instruction.IPRelativeMemoryAddress : instruction.MemoryDisplacement64;
        return !isFixed || !OperandLimits.HasMemory(in instruction) || address - window < MiddleOfWindow * 3 / 2;
    }

    private int AddressSize(ref CaseRandom random) => bits switch
    {
        64 => random.OneIn(5) ? 4 : 8,
        32 => random.OneIn(5) ? 2 : 4,
        _ => random.OneIn(3) ? 4 : 2,
    };

    private void Set16(ref Instruction instruction, ref CaseRandom random)
    {
        (instruction.MemoryBase, instruction.MemoryIndex) = Forms16[random.Below(Forms16.Length)];
        if (instruction.MemoryBase == Register.None)
        {
            SetAbsolute(ref instruction, 2, ref random);
        }
        else
        {
            SetDisplacement(ref instruction, 2, ref random);
        }
    }

    private void SetScaled(ref Instruction instruction, int size, ref CaseRandom random)
    {
        Register first = size == 8 ? Register.RAX : Register.EAX;
        int count = bits == 64 ? RegisterWords.Count : RegisterWords.Count / 2;
        int form = random.Below(16);
        if (form == 0)
        {
            SetAbsolute(ref instruction, size, ref random);
            return;
        }

        if (form == 1 && bits == 64)
        {
            instruction.MemoryBase = size == 8 ? Register.RIP : Register.EIP;
            instruction.MemoryDisplacement64 = FixedAddress(ref random);
            instruction.MemoryDisplSize = size;
            return;
        }

        if (form > 2)
        {
            instruction.MemoryBase = first + random.Below(count);
        }

        if (form is 2 or > 8)
        {
            instruction.MemoryIndex = first + random.Below(count);
            instruction.MemoryIndexScale = 1 << random.Below(4);
        }

        SetDisplacement(ref instruction, size, ref random);
    }

    private static void SetDisplacement(ref Instruction instruction, int size, ref CaseRandom random)
    {
        int kind = instruction.MemoryBase == Register.None ? 2 : random.Below(3);
        long value = kind switch
        {
            0 => 0,
            1 => (sbyte)random.Next(),
            _ => (int)Background.Value(ref random) & ~(WordAlignment - 1),
        };
        instruction.MemoryDisplSize = kind switch
        {
            0 => 0,
            1 => 1,
            _ => size,
        };
        instruction.MemoryDisplacement64 = size switch
        {
            2 => (ushort)value,
            4 => (uint)value,
            _ => (ulong)value,
        };
    }

    private void SetAbsolute(ref Instruction instruction, int size, ref CaseRandom random)
    {
        instruction.MemoryDisplSize = size;
        instruction.MemoryDisplacement64 = FixedAddress(ref random);
    }

    private ulong FixedAddress(ref CaseRandom random) =>
        window + (ulong)((random.Below(3) - 1) * WordAlignment * 2) + MiddleOfWindow;
}
