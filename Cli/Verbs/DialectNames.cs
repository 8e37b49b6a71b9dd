using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli.Verbs;

/// <summary>The dialects as command lines name them.</summary>
internal static class DialectNames
{
    /// <summary>Every name.</summary>
    public static string All => string.Join(", ", Dialect.All.Select(dialect => dialect.Name));

    /// <summary>The dialect of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="problem">Why there is none, in one line; empty if there is one.</param>
    public static Dialect? Find(string name, out string problem)
    {
        Dialect? found = Dialect.Find(name);
        problem = found is null ? $"unknown dialect '{name}'; known are {All}" : string.Empty;
        return found;
    }
}
