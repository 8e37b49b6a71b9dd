using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>What an instruction takes from the evaluation stack and leaves on it (ECMA-335, III).</summary>
internal static class StackEffect
{
    /// <summary>How many values it takes.</summary>
    public static int Pops(Instruction instruction, MethodDefinition method, int depth) =>
        instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi
                or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8
                or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8
                or StackBehaviour.Popref_popi_popref => 3,
            StackBehaviour.PopAll => depth,
            _ => PopsOfCall(instruction, method),
        };

    /// <summary>How many values it leaves.</summary>
    public static int Pushes(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => IsVoid(((IMethodSignature)instruction.Operand).ReturnType) ? 0 : 1,
        _ => 1,
    };

    /// <summary>What the values that it leaves are.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="stack">The stack before it.</param>
    public static StackKind KindOfResult(Instruction instruction, Stack<StackKind> stack) =>
        instruction.OpCode.Code switch
        {
            Code.Dup or Code.Neg or Code.Not => stack.Count > 0 ? stack.Peek() : StackKind.Other,
            Code.Shl or Code.Shr or Code.Shr_Un => stack.Count > 1 ? stack.ElementAt(1) : StackKind.Other,
            Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un
                or Code.And or Code.Or or Code.Xor or Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf
                or Code.Sub_Ovf_Un or Code.Mul_Ovf or Code.Mul_Ovf_Un => OfBoth(stack),
            Code.Conv_U1 or Code.Conv_I1 or Code.Conv_U2 or Code.Conv_I2 or Code.Conv_U4 or Code.Conv_I4
                or Code.Conv_Ovf_I1 or Code.Conv_Ovf_U1 or Code.Conv_Ovf_I2 or Code.Conv_Ovf_U2
                or Code.Conv_Ovf_I4 or Code.Conv_Ovf_U4 or Code.Conv_Ovf_I1_Un or Code.Conv_Ovf_U1_Un
                or Code.Conv_Ovf_I2_Un or Code.Conv_Ovf_U2_Un or Code.Conv_Ovf_I4_Un or Code.Conv_Ovf_U4_Un
                or Code.Ldc_I4 or Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un or Code.Sizeof
                or Code.Ldind_I1 or Code.Ldind_U1 or Code.Ldind_I2 or Code.Ldind_U2 or Code.Ldind_I4
                or Code.Ldind_U4 or Code.Ldelem_I1 or Code.Ldelem_U1 or Code.Ldelem_I2 or Code.Ldelem_U2
                or Code.Ldelem_I4 or Code.Ldelem_U4 => StackKind.Int32,
            Code.Conv_I8 or Code.Conv_U8 or Code.Conv_Ovf_I8 or Code.Conv_Ovf_U8 or Code.Conv_Ovf_I8_Un
                or Code.Conv_Ovf_U8_Un or Code.Ldc_I8 or Code.Ldind_I8 or Code.Ldelem_I8 => StackKind.Int64,
            _ => OfType(ResultType(instruction)),
        };

    private static StackKind OfBoth(Stack<StackKind> stack) =>
        stack.Count > 1 && stack.Peek() == stack.ElementAt(1) ? stack.Peek() : StackKind.Other;

    private static int PopsOfCall(Instruction instruction, MethodDefinition method)
    {
        if (instruction.OpCode.Code == Code.Ret)
        {
            return IsVoid(method.ReturnType) ? 0 : 1;
        }

        IMethodSignature called = (IMethodSignature)instruction.Operand;
        int target = instruction.OpCode.Code switch
        {
            Code.Newobj => 0,
            Code.Calli => 1 + (called.HasThis ? 1 : 0),
            _ => called.HasThis && !called.ExplicitThis ? 1 : 0,
        };
        return called.Parameters.Count + target;
    }

    private static TypeReference? ResultType(Instruction instruction) =>
        (instruction.OpCode.Code, instruction.Operand) switch
        {
            (Code.Ldarg, ParameterDefinition parameter) => parameter.ParameterType,
            (Code.Ldloc, VariableDefinition variable) => variable.VariableType,
            (Code.Ldfld or Code.Ldsfld, FieldReference field) => Known(field.FieldType, field.DeclaringType, null),
            (Code.Call or Code.Callvirt, MethodReference called) =>
                Known(called.ReturnType, called.DeclaringType, called as GenericInstanceMethod),
            (Code.Calli, CallSite called) => called.ReturnType,
            (Code.Ldobj or Code.Ldelem_Any or Code.Unbox_Any, TypeReference type) => type,
            _ => null,
        };

    /// <summary>A type with the arguments of its generic context put in, where they are known.</summary>
    private static TypeReference? Known(
        TypeReference type, TypeReference declaring, GenericInstanceMethod? method) => type switch
        {
            GenericParameter { Type: GenericParameterType.Method } parameter =>
                method?.GenericArguments[parameter.Position],
            GenericParameter parameter when declaring is GenericInstanceType instance =>
                instance.GenericArguments[parameter.Position],
            ByReferenceType => null,
            _ => type,
        };

    private static bool IsVoid(TypeReference type) => type.GetElementType().MetadataType == MetadataType.Void
        && !type.IsPointer;

    private static StackKind OfType(TypeReference? type)
    {
        TypeReference? plain = type is IModifierType modified ? modified.ElementType : type;
        return plain?.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.Char or MetadataType.SByte or MetadataType.Byte
                or MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Int32 or MetadataType.UInt32
                => StackKind.Int32,
            MetadataType.Int64 or MetadataType.UInt64 => StackKind.Int64,
            MetadataType.ValueType => OfEnum(plain.Resolve()),
            _ => StackKind.Other,
        };
    }

    private static StackKind OfEnum(TypeDefinition? type) => type is { IsEnum: true }
        ? OfType(type.Fields.Single(field => !field.IsStatic).FieldType)
        : StackKind.Other;
}
