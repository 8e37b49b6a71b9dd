using System.Collections.Immutable;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>What an instruction does with memory.</summary>
/// <param name="Operands">The memory that it uses, but for what is reached through GS.</param>
/// <param name="IsAtomic">Whether it reads and writes in one: LOCK, or an exchange.</param>
/// <param name="IsFence">Whether stores in front of it are seen by everybody before it is done.</param>
/// <param name="Repeats">Whether it does its work RCX times.</param>
/// <param name="WhileZero">Of one that repeats: the zero flag with which it goes on; null for either.</param>
internal sealed record InstructionUse(
    ImmutableArray<MemoryOperand> Operands, bool IsAtomic, bool IsFence, bool Repeats, bool? WhileZero)
{
    /// <summary>An instruction that uses no memory.</summary>
    public static InstructionUse Nothing { get; } = new([], IsAtomic: false, IsFence: false, Repeats: false, null);
}
