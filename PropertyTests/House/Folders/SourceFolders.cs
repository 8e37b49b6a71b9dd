using System.Text.RegularExpressions;

namespace MsrSpec.PropertyTests.House.Folders;

/// <summary>
/// Which namespaces the sources open: a constant leaves no trace in compiled code, and no line opens what it does not
/// use.
/// </summary>
public static partial class SourceFolders
{
    private static readonly Arrow[] All =
    [
        .. from file in Repository.Files
           where file.EndsWith(".cs", StringComparison.Ordinal)
           let text = File.ReadAllText(Repository.PathOf(file))
           let own = Own().Match(text).Groups["name"].Value
           from used in Opened().Matches(text)
           select new Arrow(own, used.Groups["name"].Value),
    ];

    /// <summary>The arrows from one of the namespaces to another.</summary>
    public static IEnumerable<Arrow> Between(IReadOnlySet<string> namespaces) =>
        All.Where(arrow => namespaces.Contains(arrow.From) && namespaces.Contains(arrow.To));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Own();

    [GeneratedRegex(@"^using (?<name>MsrSpec[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Opened();
}
