using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace MsrSpec.PropertyTests.House.Folders;

/// <summary>Which namespaces of a built assembly use which others of it.</summary>
public static class AssemblyFolders
{
    /// <summary>The arrows that the compiled code shows, and its sources.</summary>
    /// <param name="path">The assembly.</param>
    public static IReadOnlyList<Arrow> Arrows(string path)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        TypeDefinition[] types = [.. module.GetAllTypes().Where(type => Namespace(type).Length > 0)];
        IEnumerable<Arrow> compiled =
            from type in types
            from used in Used(type)
            where used.Scope == module
            select new Arrow(Namespace(type), Namespace(used));
        return
        [
            .. compiled.Union(SourceFolders.Between(types.Select(Namespace).ToHashSet()))
                .Where(arrow => arrow.From != arrow.To && arrow.To.Length > 0),
        ];
    }

    private static string Namespace(TypeReference type) =>
        type.DeclaringType is { } outer ? Namespace(outer) : type.Namespace;

    private static IEnumerable<TypeReference> Used(TypeDefinition type) =>
        ((IEnumerable<TypeReference?>)
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.GenericParameters.SelectMany(Constraints),
            .. type.CustomAttributes.SelectMany(Named),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Fields.SelectMany(field => field.CustomAttributes).SelectMany(Named),
            .. type.Properties.SelectMany(property => property.CustomAttributes).SelectMany(Named),
            .. type.Methods.SelectMany(Signature),
            .. type.Methods.Where(method => method.HasBody).SelectMany(method => Body(method.Body)),
        ]).OfType<TypeReference>().SelectMany(TypeParts.Of);

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(Constraints),
        .. method.CustomAttributes.SelectMany(Named),
    ];

    private static IEnumerable<TypeReference?> Body(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => Operand(instruction.Operand)),
    ];

    private static IEnumerable<TypeReference> Operand(object operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Named(CustomAttribute attribute) =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>(),
    ];
}
