namespace MsrSpec.PropertyTests.Linting;

/// <summary>An input that a rule must find something in, and one in which it must not. Both say what the kernel does.
/// </summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Place">The line and column of its finding in the wrong one; the first command stands in line 2.</param>
/// <param name="Wrong">The commands that are wrong, with what comes of them.</param>
/// <param name="Right">Those that are right, likewise.</param>
public sealed record LintCase(string Rule, string Place, string Wrong, string Right)
{
    private const string First = "msrspec-trace 1\n";

    /// <summary>The wrong one as a trace.</summary>
    public string WrongTrace => First + Wrong;

    /// <summary>The right one as a trace.</summary>
    public string RightTrace => First + Right;

    /// <inheritdoc/>
    public override string ToString() => $"{Rule} at {Place}";
}
