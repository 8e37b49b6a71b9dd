using System.Text.RegularExpressions;
using System.Xml.Linq;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>The map of the projects is what their project files say.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] All =
    [
        .. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    public static TheoryData<string> Projects { get; } = [.. All];

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_arrow_of_the_map_is_a_reference(string project)
    {
        string arrows = Entry(project).Split("->").Skip(1).SingleOrDefault() ?? string.Empty;
        string[] drawn = arrows.Trim() == "all"
            ? [.. All.Where(name => name != project)]
            : [.. Name().Matches(Parenthesis().Replace(arrows, string.Empty)).Select(match => match.Value)];
        Assert.Equal(References(project).Order(), drawn.Order());
    }

    /// <summary>The lines of a project, up to the first folder in it.</summary>
    private static string Entry(string project) => string.Join('\n', Document.Read("docs/architecture.md").Split('\n')
        .SkipWhile(line => !line.StartsWith($"{project}/ ", StringComparison.Ordinal))
        .TakeWhile((line, number) => number == 0 || line.StartsWith("     ", StringComparison.Ordinal)));

    /// <summary>What a project is compiled against; a program that it only starts is none of that.</summary>
    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Repository.PathOf($"{project}/{project}.csproj")).Descendants("ProjectReference")
            .Where(reference => reference.Attribute("ReferenceOutputAssembly") is null)
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    [GeneratedRegex(@"\(.*?\)")]
    private static partial Regex Parenthesis();

    [GeneratedRegex(@"[A-Z]\w+")]
    private static partial Regex Name();
}
