namespace MsrSpec.Checker.Counterexamples;

/// <summary>The result of replaying one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Verdict">What it showed.</param>
/// <param name="Message">Why, with line and column where there are any; for a file that holds, its title.</param>
public sealed record ReplayResult(string File, ReplayVerdict Verdict, string Message);
