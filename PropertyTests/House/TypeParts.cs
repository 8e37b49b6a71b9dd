using Mono.Cecil;

namespace MsrSpec.PropertyTests.House;

/// <summary>What a type in a signature is put together from.</summary>
internal static class TypeParts
{
    /// <summary>
    /// The types that a reference names: of an array its element, of a generic one its arguments too.
    /// </summary>
    public static IEnumerable<TypeReference> Of(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Of)],
        FunctionPointerType pointer =>
            [.. Of(pointer.ReturnType), .. pointer.Parameters.SelectMany(part => Of(part.ParameterType))],
        TypeSpecification around => Of(around.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
