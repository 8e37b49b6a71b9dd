namespace MsrSpec.Cli;

/// <summary>The version of the tool.</summary>
internal static class ToolVersion
{
    /// <summary>The version, as counterexamples record it.</summary>
    public static string Text { get; } =
        "msrspec-" + (typeof(ToolVersion).Assembly.GetName().Version?.ToString(3) ?? "0");
}
