using Mono.Cecil;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>The types that are woven: those that <c>GuidedBy</c> attributes name; all, if there are none.</summary>
internal sealed class WovenScopes
{
    private const string Attribute = "MsrSpec.Fuzz.Engine.Coverage.GuidedByAttribute";

    private readonly string[] _prefixes;

    /// <summary>Reads the attributes of all types of the inputs.</summary>
    public WovenScopes(IEnumerable<AssemblyDefinition> inputs) => _prefixes =
    [
        .. from input in inputs
           from type in input.MainModule.GetTypes()
           from attribute in type.CustomAttributes
           where attribute.AttributeType.FullName == Attribute
           from argument in (CustomAttributeArgument[])attribute.ConstructorArguments[0].Value
           select (string)argument.Value,
    ];

    /// <summary>Whether a type is woven.</summary>
    /// <param name="type">The full name; nested types behind a slash.</param>
    public bool Contains(string type) => _prefixes is [] || _prefixes.Any(prefix => prefix.EndsWith('.')
        ? type.StartsWith(prefix, StringComparison.Ordinal)
        : type == prefix || type.StartsWith(prefix + "/", StringComparison.Ordinal));
}
