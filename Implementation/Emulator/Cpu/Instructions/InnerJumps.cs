using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Jumps to an instruction of the same block: a branch over a few instructions, or a loop. Nothing has to be looked up
/// or checked for them, since the block is there and can be fetched.
/// </summary>
internal static class InnerJumps
{
    /// <summary>Has the jumps of a block that stay in it say so.</summary>
    /// <param name="ops">The instructions of the block.</param>
    /// <param name="instructions">The same as they were decoded, with the start of the block as address zero.</param>
    internal static void Link(List<Op> ops, List<Instruction> instructions)
    {
        for (int from = 0; from < ops.Count; from++)
        {
            int to = TargetOf(ops, instructions[from]);
            if (to >= 0 && to != from)
            {
                ops[from] = ops[from] with { Inner = (sbyte)(to - from) };
            }
        }
    }

    /// <summary>
    /// Goes on at the target. The clock is put so that it is right again with the number of the target. Backwards only
    /// the run loop goes, while there is time and the code is what was decoded: handlers that call each other must come
    /// to an end.
    /// </summary>
    internal static StepStatus Jump(Core core, in Op op)
    {
        ref readonly Op target = ref Unsafe.Add(ref Unsafe.AsRef(in op), op.Inner);
        int passed = op.Ordinal + 1 - target.Ordinal;
        if (op.Inner < 0)
        {
            core.Ordinal = op.Ordinal;
            core.State.Rip = core.BlockStart + target.Offset;
            if (!core.MayLoop)
            {
                return StepStatus.Branch;
            }

            core.Ticks += passed;
            core.Ordinal = target.Ordinal;
            return StepStatus.Again;
        }

        core.Ticks += passed;
        core.State.Rip = core.BlockStart + target.Offset;
        return target.Handler.Invoke(core, in target);
    }

    /// <summary>
    /// The number of the instruction that a jump of full width goes to, or -1. Those of 16 bits are left out: they wrap
    /// within a segment that may be larger.
    /// </summary>
    private static int TargetOf(List<Op> ops, in Instruction jump)
    {
        bool isDirect = jump.IsJccShortOrNear || jump.IsJmpShortOrNear;
        bool isFull = jump.Op0Kind switch
        {
            OpKind.NearBranch32 => jump.CodeSize == CodeSize.Code32,
            OpKind.NearBranch64 => true,
            _ => false,
        };
        ulong target = isDirect && isFull ? jump.NearBranchTarget : ulong.MaxValue;
        return ops.FindIndex(op => op.Offset == target);
    }
}
