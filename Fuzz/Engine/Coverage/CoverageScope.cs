namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>
/// The code whose edges guide a target: what it decodes and what judges it. Engines look at every counter for every
/// input, so the fewer the faster.
/// </summary>
/// <param name="Prefixes">
/// Full names of types, or beginnings of them that end with a dot: <c>MsrSpec.Spec.TraceText.</c> is a namespace and
/// what is below it; nested types belong to their outer one.
/// </param>
public sealed record CoverageScope(params IReadOnlyList<string> Prefixes)
{
    /// <summary>Whether a type belongs to it.</summary>
    /// <param name="type">The full name; nested types behind a slash.</param>
    public bool Contains(string type) => Prefixes.Any(prefix => prefix.EndsWith('.')
        ? type.StartsWith(prefix, StringComparison.Ordinal)
        : type == prefix || type.StartsWith(prefix + "/", StringComparison.Ordinal));
}
