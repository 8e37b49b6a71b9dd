using System.Text.RegularExpressions;

namespace MsrSpec.Spec.Chapters;

/// <summary>A formula for readers: its source without what only the compiler needs.</summary>
internal static partial class FormulaText
{
    /// <summary>The text of a lambda's source.</summary>
    public static string Of(string source)
    {
        string body = Parameters().Replace(Spaces().Replace(source, " "), string.Empty);
        return Qualifier().Replace(ReadingsArgument().Replace(body, string.Empty), string.Empty);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\s*\((\w+ \w+|\w+(, \w+)*)\) => ")]
    private static partial Regex Parameters();

    /// <summary>Which readings are chosen is said once for the whole document.</summary>
    [GeneratedRegex(@", \w+\.Readings(?=\))")]
    private static partial Regex ReadingsArgument();

    /// <summary>The parameter that the words come from, and the class that a rule or a number stands in.</summary>
    [GeneratedRegex(
        @"\b(call|query|access|exit|host|vm|slot|argument|AllowlistLayout|FilterLayout|CallerBits|Msr|Ranges|Capability"
        + @"|InstructionForm)\.")]
    private static partial Regex Qualifier();
}
