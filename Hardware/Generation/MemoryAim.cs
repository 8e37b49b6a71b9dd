using Iced.Intel;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Generation;

/// <summary>
/// Leads a memory operand into the window: chooses where it is to point, and solves for the base, or for the index
/// when there is no base.
/// </summary>
internal sealed class MemoryAim(Instruction instruction)
{
    private const int WordSize = 8;
    private const int BitStringStart = 40;

    private readonly Register _base = instruction.MemoryBase;
    private readonly Register _index = instruction.MemoryIndex;
    private readonly int _shift = System.Numerics.BitOperations.Log2((uint)instruction.MemoryIndexScale);
    private readonly ulong _displacement = instruction.MemoryDisplacement64;
    private readonly int _size = Math.Max(1, instruction.MemorySize.GetSize());
    private readonly bool _isFixed = instruction.IsIPRelativeMemoryOperand
        || (instruction.MemoryBase == Register.None && instruction.MemoryIndex == Register.None);
    private readonly bool _isLocked = instruction.HasLockPrefix || instruction.Mnemonic is Mnemonic.Xchg
        or Mnemonic.Cmpxchg16b;
    private readonly bool _isBitString = instruction.Op1Kind == OpKind.Register
        && instruction.Mnemonic is Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc;

    /// <summary>Chooses where the operand lies, and leads it there.</summary>
    internal void Aim(ref CaseFrame frame, ref CaseRandom random)
    {
        if (_isFixed)
        {
            ulong address = instruction.IsIPRelativeMemoryOperand
                ? instruction.IPRelativeMemoryAddress : _displacement;
            frame.Position = (int)(address - frame.Window);
            return;
        }

        frame.Position = Choose(ref random);
        if (_base == Register.None)
        {
            // The index counts in steps; what is left over moves the place.
            ulong way = frame.Window + (ulong)frame.Position - _displacement;
            frame.Position -= (int)(way & ((1UL << _shift) - 1));
        }

        Repeat(ref frame);
    }

    /// <summary>Leads the operand to where it was led before, after its registers have been changed.</summary>
    internal void Repeat(ref CaseFrame frame)
    {
        if (_isFixed)
        {
            return;
        }

        ulong way = frame.Window + (ulong)frame.Position - _displacement;
        if (_base != Register.None)
        {
            frame[_base] = way - (_index == Register.None ? 0 : frame[_index] << _shift);
        }
        else
        {
            frame[_index] = way >> _shift;
        }
    }

    private int Choose(ref CaseRandom random)
    {
        if (_isBitString)
        {
            return BitStringStart + (_isLocked ? 0 : random.Below(WordSize));
        }

        int step = _isLocked ? Math.Max(_size, WordSize) : random.OneIn(4) ? 1 : WordSize;
        int first = _base == Register.None ? Math.Max(step, WordSize) : 0;
        return first + (step * random.Below(((WindowBytes.Count - first - _size) / step) + 1));
    }
}
