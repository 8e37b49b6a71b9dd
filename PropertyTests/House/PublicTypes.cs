using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace MsrSpec.PropertyTests.House;

/// <summary>The public types of some assemblies, and which of them another one needs.</summary>
internal static class PublicTypes
{
    private const string BenchmarkAttributes = "BenchmarkDotNet.Attributes";

    /// <summary>The public types that no other assembly uses, nor any type that one does.</summary>
    /// <param name="modules">The assemblies; those who use count as well as those who are used.</param>
    /// <param name="sources">Of each project folder the text of its sources: constants leave no reference behind.
    /// </param>
    public static IEnumerable<string> WithoutUser(
        IReadOnlyList<ModuleDefinition> modules, IReadOnlyDictionary<string, string> sources)
    {
        Dictionary<string, TypeDefinition> open = modules.SelectMany(module => module.GetAllTypes())
            .Where(type => IsVisible(type) && !type.Name.StartsWith('<')).ToDictionary(type => type.FullName);
        HashSet<string> needed = [.. modules.SelectMany(module => module.GetTypeReferences()).Select(Name)];
        needed.UnionWith(
            open.Values.Where(type => IsStartedByName(type) || HasNamedConstant(type, sources)).Select(Name));
        Queue<string> next = new(needed.Where(open.ContainsKey));
        while (next.TryDequeue(out string? name))
        {
            foreach (string exposed in Exposed(open[name]).Where(open.ContainsKey).Where(needed.Add))
            {
                next.Enqueue(exposed);
            }
        }

        return open.Keys.Where(name => !needed.Contains(name) && !name.Contains("/<", StringComparison.Ordinal));
    }

    private static string Name(TypeReference type) => type.FullName;

    private static bool IsVisible(TypeDefinition type) =>
        type.IsPublic || (type.IsNestedPublic && IsVisible(type.DeclaringType));

    /// <summary>BenchmarkDotNet looks for public classes.</summary>
    private static bool IsStartedByName(TypeDefinition type) => type.Methods.Cast<ICustomAttributeProvider>()
        .Concat(type.Properties)
        .SelectMany(member => member.CustomAttributes)
        .Any(attribute => attribute.AttributeType.Namespace == BenchmarkAttributes);

    private static bool HasNamedConstant(TypeDefinition type, IReadOnlyDictionary<string, string> sources)
    {
        if (type.IsEnum || !type.Fields.Any(field => field.IsPublic && field.HasConstant))
        {
            return false;
        }

        string project = type.Module.Assembly.Name.Name;
        return sources.Any(source =>
            source.Key != project && Regex.IsMatch(source.Value, $@"\b{Regex.Escape(type.Name)}[.;]"));
    }

    /// <summary>What the public members of a type speak of, and the type that it stands in.</summary>
    private static IEnumerable<string> Exposed(TypeDefinition type) => ((IEnumerable<TypeReference?>)
        [
            type.BaseType,
            type.DeclaringType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.Fields.Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType),
            .. type.Methods.Where(method => method.IsPublic || method.IsFamily).SelectMany(Signature),
        ]).OfType<TypeReference>().SelectMany(TypeParts.Of).Select(Name);

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(one => one.ConstraintType),
    ];
}
