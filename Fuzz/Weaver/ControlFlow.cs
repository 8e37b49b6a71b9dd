using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>How control flows through a method, as it was before weaving.</summary>
internal sealed class ControlFlow
{
    private readonly Dictionary<Instruction, int> _arrivals = [];

    /// <summary>Takes down a body without macros.</summary>
    public ControlFlow(MethodDefinition method)
    {
        bool falls = true;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            Arrive(instruction, falls ? 1 : 0);
            foreach (Instruction target in Targets(instruction).Distinct())
            {
                Arrive(target, 1);
            }

            falls = !EndsBlock(instruction);
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            Arrive(handler.HandlerStart, 1);
        }
    }

    /// <summary>
    /// The conditional branch that runs if and only if an edge to the target is taken, as long as nothing throws; null
    /// if there is none. The counts of its sides then add up to that of the edge, which needs no counter of its own.
    /// (Clang leaves the same blocks out.)
    /// </summary>
    public Instruction? BranchBehind(Instruction target)
    {
        HashSet<Instruction> visited = [];
        for (Instruction at = target; _arrivals[at] == 1 && visited.Add(at);)
        {
            if (at.OpCode.FlowControl == FlowControl.Cond_Branch)
            {
                return at;
            }

            if (at.OpCode.Code == Code.Br)
            {
                at = (Instruction)at.Operand;
            }
            else if (EndsBlock(at) || at.Next is not { } next)
            {
                return null;
            }
            else
            {
                at = next;
            }
        }

        return null;
    }

    /// <summary>Where an instruction may jump to.</summary>
    public static Instruction[] Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };

    private void Arrive(Instruction instruction, int ways) =>
        _arrivals[instruction] = _arrivals.GetValueOrDefault(instruction) + ways;

    private static bool EndsBlock(Instruction instruction) =>
        instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw;
}
