using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Executes the conditional jump that is the next instruction as well, as processors do that fuse the two.
/// </summary>
internal readonly struct JumpTail<TCondition> : ITail
    where TCondition : ConditionalJumps.ICondition
{
    public static StepStatus Leave(Core core, in Op op)
    {
        ref readonly Op jump = ref Unsafe.Add(ref Unsafe.AsRef(in op), 1);
        core.State.Rip = core.BlockStart + jump.Offset;
        return ConditionalJumps.JumpIf<TCondition>(core, in jump);
    }
}
