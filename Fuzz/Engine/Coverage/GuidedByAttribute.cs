using System.Reflection;

namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>
/// The code whose edges guide a target: what it decodes, and what judges it if that branches by the input. The weaver
/// reads this too, and leaves everything else as it was compiled: counters that nobody looks at would only cost time.
/// </summary>
/// <param name="prefixes">As <see cref="CoverageScope"/> has them.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GuidedByAttribute(params string[] prefixes) : Attribute
{
    /// <summary>Full names of types, or beginnings of them that end with a dot.</summary>
    public IReadOnlyList<string> Prefixes { get; } = prefixes;

    /// <summary>The scope of a target; an empty one if it names none.</summary>
    public static CoverageScope ScopeOf(Type target) =>
        new(target.GetCustomAttribute<GuidedByAttribute>()?.Prefixes ?? []);
}
