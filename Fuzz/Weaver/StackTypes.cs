using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>
/// What stands on the evaluation stack before each instruction of a method, by one pass forward. A value that the pass
/// cannot follow is <see cref="StackKind.Other"/>: a comparison is then left as it is.
/// </summary>
internal sealed class StackTypes
{
    private readonly MethodDefinition _method;
    private readonly Dictionary<Instruction, StackKind> _both = [];
    private readonly Dictionary<Instruction, StackKind[]> _atTarget = [];
    private readonly Stack<StackKind> _stack = new();

    /// <summary>Follows the stack through a body without macros.</summary>
    public StackTypes(MethodDefinition method)
    {
        _method = method;
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            if (handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter)
            {
                _atTarget[handler.HandlerStart] = [StackKind.Other];
            }

            if (handler.FilterStart is { } filter)
            {
                _atTarget[filter] = [StackKind.Other];
            }
        }

        bool reached = true;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            Arrive(instruction, reached);
            reached = Follow(instruction);
        }
    }

    /// <summary>What the two topmost values are, if both are the same before the instruction.</summary>
    public StackKind KindOfBothOperands(Instruction instruction) => _both.GetValueOrDefault(instruction);

    /// <summary>
    /// Joins what falls through with what jumps here. Code that only a later instruction jumps to starts with an empty
    /// stack: the standard asks for it (ECMA-335, III.1.7.5).
    /// </summary>
    private void Arrive(Instruction instruction, bool reached)
    {
        StackKind[]? jumped = _atTarget.GetValueOrDefault(instruction);
        if (!reached)
        {
            Load(jumped ?? []);
        }
        else if (jumped is not null && jumped.Length == _stack.Count)
        {
            Load([.. jumped.Zip(_stack.Reverse(), (one, other) => one == other ? one : StackKind.Other)]);
        }

        if (_stack.Count >= 2)
        {
            StackKind top = _stack.Pop();
            _both[instruction] = top == _stack.Peek() ? top : StackKind.Other;
            _stack.Push(top);
        }
    }

    /// <summary>Applies an instruction.</summary>
    /// <returns>Whether the next one is reached from it.</returns>
    private bool Follow(Instruction instruction)
    {
        StackKind result = StackEffect.KindOfResult(instruction, _stack);
        int pops = StackEffect.Pops(instruction, _method, _stack.Count);
        for (int i = 0; i < pops && _stack.Count > 0; i++)
        {
            _stack.Pop();
        }

        for (int i = StackEffect.Pushes(instruction); i > 0; i--)
        {
            _stack.Push(result);
        }

        foreach (Instruction target in ControlFlow.Targets(instruction))
        {
            _atTarget.TryAdd(target, [.. _stack.Reverse()]);
        }

        return instruction.OpCode.FlowControl
            is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
    }

    private void Load(StackKind[] kinds)
    {
        _stack.Clear();
        foreach (StackKind kind in kinds)
        {
            _stack.Push(kind);
        }
    }
}
