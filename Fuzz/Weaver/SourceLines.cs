using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>Which source lines the instructions of a method come from, as they were before weaving.</summary>
internal sealed class SourceLines
{
    private const int HiddenLine = 0xFEEFEE;

    private readonly Instruction[] _instructions;
    private readonly Dictionary<Instruction, int> _index;
    private readonly int[] _lines;
    private readonly int[] _next;

    /// <summary>Takes down a body without macros.</summary>
    public SourceLines(MethodDefinition method)
    {
        _instructions = [.. method.Body.Instructions];
        _index = _instructions.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        SequencePoint[] visible =
            [.. method.DebugInformation.SequencePoints.Where(point => point.StartLine != HiddenLine)];
        File = visible is [] ? string.Empty : visible[0].Document.Url;
        Dictionary<int, int> starts = visible.ToDictionary(point => point.Offset, point => point.StartLine);
        _lines = new int[_instructions.Length];
        int current = visible is [] ? 0 : visible[0].StartLine;
        for (int i = 0; i < _lines.Length; i++)
        {
            current = starts.GetValueOrDefault(_instructions[i].Offset, current);
            _lines[i] = current;
        }

        _next = [.. _instructions.Select(Next)];
    }

    /// <summary>The source file, or an empty string.</summary>
    public string File { get; }

    /// <summary>The instructions.</summary>
    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>The line of an instruction: of the statement that it is part of; 0 without symbols.</summary>
    public int LineOf(Instruction instruction) => _lines[_index[instruction]];

    /// <summary>
    /// The lines that run from an instruction on, up to the next conditional branch: what is certain once it is reached
    /// and nothing throws.
    /// </summary>
    public IReadOnlyList<int> LinesFrom(Instruction start)
    {
        SortedSet<int> lines = [];
        HashSet<int> visited = [];
        for (int i = _index[start]; i >= 0 && visited.Add(i); i = _next[i])
        {
            lines.Add(_lines[i]);
        }

        return [.. lines];
    }

    /// <summary>The one instruction that follows, or -1 if there is none or a choice.</summary>
    private int Next(Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Branch => _index[(Instruction)instruction.Operand],
        FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw => -1,
        _ => instruction.Next is { } next ? _index[next] : -1,
    };
}
