using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MsrSpec.Weaver;

/// <summary>
/// Weaves one method. A counter stands at its entry, at the start of each handler, and on both sides of each conditional
/// branch: <c>c L</c> becomes <c>c taken; count; br next; taken: count; br L; next:</c>. All of it is in line, so it
/// stays within its protected region.
/// </summary>
internal sealed class MethodWeaver
{
    private const int HiddenLine = 0xFEEFEE;

    private readonly MethodDefinition _method;
    private readonly ProbeReferences _references;
    private readonly EdgeLog _log;
    private readonly ILProcessor _il;
    private readonly string _type;

    /// <summary>A weaver of a method that has a body.</summary>
    public MethodWeaver(MethodDefinition method, ProbeReferences references, EdgeLog log)
    {
        _method = method;
        _references = references;
        _log = log;
        _il = method.Body.GetILProcessor();
        _type = method.DeclaringType.FullName;
    }

    /// <summary>Weaves it.</summary>
    public void Weave()
    {
        MethodBody body = _method.Body;
        body.SimplifyMacros();
        Instruction[] original = [.. body.Instructions];
        SourceLine[] lines = SourceLines(original);
        ComparisonWeaver comparisons = new(_method, _references, _log);
        IReadOnlyList<Instruction> reported = comparisons.FindReported();

        CountEntry(original[0], lines[0]);
        CountHandlers(original, lines);
        for (int i = 0; i < original.Length; i++)
        {
            CountBranch(original[i], lines[i]);
        }

        foreach (Instruction comparison in reported)
        {
            comparisons.Report(comparison);
        }

        body.OptimizeMacros();
    }

    private void CountEntry(Instruction first, SourceLine line)
    {
        foreach (Instruction instruction in Count("Entry", line))
        {
            _il.InsertBefore(first, instruction);
        }
    }

    /// <summary>Handlers that not every execution runs: a finally block says nothing new.</summary>
    private void CountHandlers(Instruction[] original, SourceLine[] lines)
    {
        foreach (ExceptionHandler handler in _method.Body.ExceptionHandlers)
        {
            if (handler.HandlerType != ExceptionHandlerType.Finally)
            {
                CountHandler(handler.HandlerStart, lines[Array.IndexOf(original, handler.HandlerStart)]);
            }
        }
    }

    private void CountHandler(Instruction start, SourceLine line)
    {
        Instruction[] count = Count("Handler", line);
        foreach (Instruction instruction in count)
        {
            _il.InsertBefore(start, instruction);
        }

        foreach (ExceptionHandler other in _method.Body.ExceptionHandlers)
        {
            other.TryEnd = other.TryEnd == start ? count[0] : other.TryEnd;
            other.HandlerStart = other.HandlerStart == start ? count[0] : other.HandlerStart;
            other.HandlerEnd = other.HandlerEnd == start ? count[0] : other.HandlerEnd;
        }
    }

    private void CountBranch(Instruction branch, SourceLine line)
    {
        if (branch.OpCode.FlowControl != FlowControl.Cond_Branch)
        {
            return;
        }

        Instruction next = branch.Next;
        if (branch.Operand is Instruction[] cases)
        {
            Insert(next, Count("NoCase", line));
            _il.InsertBefore(next, _il.Create(OpCodes.Br, next));
            Dictionary<Instruction, Instruction> counted = cases.Distinct()
                .ToDictionary(target => target, target => CountAndJump("Case", line, target, next));
            branch.Operand = cases.Select(target => counted[target]).ToArray();
        }
        else
        {
            Insert(next, Count("NotTaken", line));
            _il.InsertBefore(next, _il.Create(OpCodes.Br, next));
            branch.Operand = CountAndJump("Taken", line, (Instruction)branch.Operand, next);
        }
    }

    private Instruction CountAndJump(string kind, SourceLine line, Instruction target, Instruction next)
    {
        Instruction[] count = Count(kind, line);
        Insert(next, count);
        _il.InsertBefore(next, _il.Create(OpCodes.Br, target));
        return count[0];
    }

    private void Insert(Instruction next, IEnumerable<Instruction> instructions)
    {
        foreach (Instruction instruction in instructions)
        {
            _il.InsertBefore(next, instruction);
        }
    }

    private Instruction[] Count(string kind, SourceLine line)
    {
        int number = _log.AddEdge(_type, _method.Name, kind, line.Number, line.File);
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

    /// <summary>The line of each instruction: that of the last sequence point before it which has one.</summary>
    private SourceLine[] SourceLines(Instruction[] instructions)
    {
        SourceLine[] lines = new SourceLine[instructions.Length];
        SourceLine current = _method.DebugInformation.SequencePoints
            .Where(point => point.StartLine != HiddenLine)
            .Select(point => new SourceLine(point.StartLine, point.Document.Url))
            .FirstOrDefault(new SourceLine(0, string.Empty));
        for (int i = 0; i < instructions.Length; i++)
        {
            if (_method.DebugInformation.GetSequencePoint(instructions[i]) is { } point
                && point.StartLine != HiddenLine)
            {
                current = new SourceLine(point.StartLine, point.Document.Url);
            }

            lines[i] = current;
        }

        return lines;
    }

    private readonly record struct SourceLine(int Number, string File);
}
