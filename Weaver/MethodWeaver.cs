using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MsrSpec.Weaver;

/// <summary>
/// Weaves one method. A counter stands at its entry, at the start of each handler, and on both sides of each
/// conditional branch: <c>c L</c> becomes <c>c taken; count; br next; taken: count; br L; next:</c>. All of it is in
/// line, so it stays within its protected region.
/// </summary>
internal sealed class MethodWeaver
{
    private readonly MethodDefinition _method;
    private readonly ProbeReferences _references;
    private readonly EdgeLog _log;
    private readonly ILProcessor _il;

    /// <summary>A weaver of a method that has a body.</summary>
    public MethodWeaver(MethodDefinition method, ProbeReferences references, EdgeLog log)
    {
        _method = method;
        _references = references;
        _log = log;
        _il = method.Body.GetILProcessor();
    }

    /// <summary>Weaves it.</summary>
    public void Weave()
    {
        MethodBody body = _method.Body;
        body.SimplifyMacros();
        SourceLines source = new(_method);
        ComparisonWeaver comparisons = new(_method, _references, _log);
        IReadOnlyList<Instruction> reported = comparisons.FindReported();

        Insert(source.Instructions[0], Count("Entry", source, source.Instructions[0], source.Instructions[0]));
        CountHandlers(source);
        foreach (Instruction instruction in source.Instructions)
        {
            CountBranch(instruction, source);
        }

        foreach (Instruction comparison in reported)
        {
            comparisons.Report(comparison);
        }

        body.OptimizeMacros();
    }

    /// <summary>Handlers that not every execution runs: a finally block says nothing new.</summary>
    private void CountHandlers(SourceLines source)
    {
        foreach (ExceptionHandler handler in _method.Body.ExceptionHandlers)
        {
            if (handler.HandlerType != ExceptionHandlerType.Finally)
            {
                CountHandler(handler.HandlerStart, source);
            }
        }
    }

    private void CountHandler(Instruction start, SourceLines source)
    {
        Instruction[] count = Count("Handler", source, start, start);
        Insert(start, count);
        foreach (ExceptionHandler other in _method.Body.ExceptionHandlers)
        {
            other.TryEnd = other.TryEnd == start ? count[0] : other.TryEnd;
            other.HandlerStart = other.HandlerStart == start ? count[0] : other.HandlerStart;
            other.HandlerEnd = other.HandlerEnd == start ? count[0] : other.HandlerEnd;
        }
    }

    private void CountBranch(Instruction branch, SourceLines source)
    {
        if (branch.OpCode.FlowControl != FlowControl.Cond_Branch)
        {
            return;
        }

        bool isTable = branch.Operand is Instruction[];
        Instruction next = branch.Next;
        Insert(next, Count(isTable ? "NoCase" : "NotTaken", source, branch, next));
        Insert(next, [_il.Create(OpCodes.Br, next)]);
        if (branch.Operand is Instruction[] cases)
        {
            Dictionary<Instruction, Instruction> counted = cases.Distinct().ToDictionary(
                target => target, target => CountAndJump("Case", source, branch, target, next));
            branch.Operand = cases.Select(target => counted[target]).ToArray();
        }
        else
        {
            branch.Operand = CountAndJump("Taken", source, branch, (Instruction)branch.Operand, next);
        }
    }

    private Instruction CountAndJump(
        string kind, SourceLines source, Instruction branch, Instruction target, Instruction next)
    {
        Instruction[] count = Count(kind, source, branch, target);
        Insert(next, count);
        Insert(next, [_il.Create(OpCodes.Br, target)]);
        return count[0];
    }

    private void Insert(Instruction next, Instruction[] instructions)
    {
        foreach (Instruction instruction in instructions)
        {
            _il.InsertBefore(next, instruction);
        }
    }

    /// <summary>Counts an edge.</summary>
    /// <param name="kind">Where it leads from.</param>
    /// <param name="source">The lines.</param>
    /// <param name="branch">The instruction whose line it is found by.</param>
    /// <param name="target">The first instruction behind it.</param>
    private Instruction[] Count(string kind, SourceLines source, Instruction branch, Instruction target)
    {
        int number = _log.AddEdge(
            $"{_method.DeclaringType.FullName}\t{_method.Name}\t{kind}", source.LineOf(branch), source.File,
            source.LinesFrom(target));
        return
        [
            _il.Create(OpCodes.Ldsfld, _references.Counters),
            _il.Create(OpCodes.Ldc_I4, number),
            _il.Create(OpCodes.Add),
            _il.Create(OpCodes.Dup),
            _il.Create(OpCodes.Ldind_U1),
            _il.Create(OpCodes.Ldc_I4_1),
            _il.Create(OpCodes.Add),
            _il.Create(OpCodes.Conv_U1),
            _il.Create(OpCodes.Stind_I1),
        ];
    }
}
