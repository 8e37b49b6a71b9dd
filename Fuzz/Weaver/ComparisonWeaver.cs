using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>Makes a method's integer comparisons report their operands.</summary>
internal sealed class ComparisonWeaver
{
    private readonly MethodDefinition _method;
    private readonly ProbeReferences _references;
    private readonly EdgeLog _log;
    private readonly ILProcessor _il;
    private readonly Dictionary<Instruction, StackKind> _kinds = [];
    private readonly Dictionary<StackKind, (VariableDefinition Left, VariableDefinition Right)> _operands = [];

    /// <summary>A weaver of a method that has a body without macros.</summary>
    public ComparisonWeaver(MethodDefinition method, ProbeReferences references, EdgeLog log)
    {
        _method = method;
        _references = references;
        _log = log;
        _il = method.Body.GetILProcessor();
    }

    /// <summary>
    /// The comparisons of two integers of one width, but for those that jump back: the ends of loops say little, often.
    /// </summary>
    public IReadOnlyList<Instruction> FindReported()
    {
        StackTypes types = new(_method);
        List<Instruction> found = [];
        foreach (Instruction instruction in _method.Body.Instructions)
        {
            bool isComparison = IsComparison(instruction.OpCode.Code)
                && !JumpsBack(instruction) && !IsNegation(instruction);
            StackKind kind = isComparison ? types.KindOfBothOperands(instruction) : StackKind.Other;
            if (kind != StackKind.Other)
            {
                _kinds.Add(instruction, kind);
                found.Add(instruction);
            }
        }

        return found;
    }

    /// <summary>
    /// Makes one report. The instruction itself becomes the first of the new ones, so that jumps to it stay right.
    /// </summary>
    public void Report(Instruction comparison)
    {
        StackKind kind = _kinds[comparison];
        (VariableDefinition left, VariableDefinition right) = Operands(kind);
        Instruction original = Instruction.Create(OpCodes.Nop);
        (original.OpCode, original.Operand) = (comparison.OpCode, comparison.Operand);
        (comparison.OpCode, comparison.Operand) = (OpCodes.Stloc, right);
        Instruction[] report =
        [
            _il.Create(OpCodes.Stloc, left),
            _il.Create(OpCodes.Ldloc, left),
            _il.Create(OpCodes.Ldloc, right),
            _il.Create(OpCodes.Ldc_I4, _log.AddSite(_method.DeclaringType.FullName)),
            _il.Create(OpCodes.Call, kind == StackKind.Int32 ? _references.Compare4 : _references.Compare8),
            _il.Create(OpCodes.Ldloc, left),
            _il.Create(OpCodes.Ldloc, right),
            original,
        ];
        Instruction last = comparison;
        foreach (Instruction instruction in report)
        {
            _il.InsertAfter(last, instruction);
            last = instruction;
        }
    }

    private (VariableDefinition Left, VariableDefinition Right) Operands(StackKind kind)
    {
        if (!_operands.TryGetValue(kind, out (VariableDefinition Left, VariableDefinition Right) operands))
        {
            TypeReference type = kind == StackKind.Int32 ? _references.Int32 : _references.Int64;
            operands = (new VariableDefinition(type), new VariableDefinition(type));
            _method.Body.Variables.Add(operands.Left);
            _method.Body.Variables.Add(operands.Right);
            _operands.Add(kind, operands);
        }

        return operands;
    }

    private static bool JumpsBack(Instruction instruction) =>
        instruction.Operand is Instruction target && target.Offset <= instruction.Offset;

    /// <summary>Whether it compares a comparison's result with zero, which is how "not" is compiled.</summary>
    private static bool IsNegation(Instruction instruction) =>
        instruction.Previous is { OpCode.Code: Code.Ldc_I4, Operand: 0 } zero
        && zero.Previous is { } compared && IsComparison(compared.OpCode.Code);

    private static bool IsComparison(Code code) => code is
        Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un
        or Code.Beq or Code.Bne_Un or Code.Bge or Code.Bge_Un or Code.Bgt or Code.Bgt_Un
        or Code.Ble or Code.Ble_Un or Code.Blt or Code.Blt_Un;
}
