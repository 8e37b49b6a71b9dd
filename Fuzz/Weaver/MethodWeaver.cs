using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>
/// Weaves one method. A counter stands at its entry, at the start of each handler, and on both sides of each
/// conditional branch: <c>c L</c> becomes <c>c taken; count; br next; taken: count; br L; next:</c>. All of it is in
/// line, so it stays within its protected region. A side that leads to nothing but another branch has no counter: that
/// branch's sides say it all.
/// </summary>
internal sealed class MethodWeaver
{
    private readonly MethodDefinition _method;
    private readonly ProbeReferences _references;
    private readonly EdgeLog _log;
    private readonly ILProcessor _il;
    private readonly HashSet<(Instruction Branch, Instruction Target)> _implied = [];
    private readonly Dictionary<Instruction, IReadOnlyList<int>> _linesInFront = [];

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
        FindImplied(source);
        foreach (Instruction branch in source.Instructions.Where(IsBranch))
        {
            CountBranch(branch, source);
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

    /// <summary>
    /// Finds the edges that the sides of another branch imply; those take over the lines that the edge leads to.
    /// </summary>
    private void FindImplied(SourceLines source)
    {
        ControlFlow flow = new(_method);
        foreach (Instruction branch in source.Instructions.Where(IsBranch))
        {
            foreach (Instruction target in ControlFlow.Targets(branch).Append(branch.Next))
            {
                if (flow.BranchBehind(target) is { } other)
                {
                    _implied.Add((branch, target));
                    _linesInFront[other] =
                        [.. _linesInFront.GetValueOrDefault(branch, []), .. source.LinesFrom(target)];
                }
            }
        }
    }

    private void CountBranch(Instruction branch, SourceLines source)
    {
        Instruction next = branch.Next;
        if (!_implied.Contains((branch, next)))
        {
            string kind = branch.OpCode.Code == Code.Switch ? "NoCase" : "NotTaken";
            Insert(next, Count(kind, source, branch, next));
        }

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
        if (_implied.Contains((branch, target)))
        {
            return target;
        }

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

    private static bool IsBranch(Instruction instruction) =>
        instruction.OpCode.FlowControl == FlowControl.Cond_Branch;

    /// <summary>Counts an edge.</summary>
    /// <param name="kind">Where it leads from.</param>
    /// <param name="source">The lines.</param>
    /// <param name="branch">The instruction whose line it is found by.</param>
    /// <param name="target">The first instruction behind it.</param>
    private Instruction[] Count(string kind, SourceLines source, Instruction branch, Instruction target)
    {
        int number = _log.AddEdge(
            $"{_method.DeclaringType.FullName}\t{_method.Name}\t{kind}", source.LineOf(branch), source.File,
            [.. _linesInFront.GetValueOrDefault(branch, []).Union(source.LinesFrom(target)).Order()]);
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
