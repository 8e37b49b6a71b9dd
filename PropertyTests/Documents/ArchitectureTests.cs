using System.Text.RegularExpressions;
using System.Xml.Linq;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>The map of the projects is what their project files say.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>The project files by the projects' names.</summary>
    private static readonly Dictionary<string, string> Files = Repository.Files
        .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file));

    public static TheoryData<string> Projects { get; } = [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_arrow_of_the_map_is_a_reference(string project)
    {
        string arrows = Entry(project).Split("->").Skip(1).SingleOrDefault() ?? string.Empty;
        string[] drawn = arrows.Trim() == "all"
            ? [.. Files.Keys.Where(name => name != project)]
            : [.. Name().Matches(Parenthesis().Replace(arrows, string.Empty)).Select(match => match.Value)];
        Assert.Equal(References(project).Order(), drawn.Order());
    }

    /// <summary>
    /// The lines of a project, up to the next folder. A project in a folder of projects stands below that folder, two
    /// columns further in.
    /// </summary>
    private static string Entry(string project)
    {
        IEnumerable<string> lines = Document.Read("docs/architecture.md").Split('\n');
        string margin = string.Empty;
        foreach (string folder in Path.GetDirectoryName(Files[project])!.Split('/'))
        {
            string start = $"{margin}{folder}/ ";
            lines = lines.SkipWhile(line => !line.StartsWith(start, StringComparison.Ordinal));
            margin += "  ";
        }

        return string.Join('\n', lines.TakeWhile(
            (line, number) => number == 0 || line.StartsWith($"{margin}     ", StringComparison.Ordinal)));
    }

    /// <summary>What a project is compiled against; a program that it only starts is none of that.</summary>
    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Repository.PathOf(Files[project])).Descendants("ProjectReference")
            .Where(reference => reference.Attribute("ReferenceOutputAssembly") is null)
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    [GeneratedRegex(@"\(.*?\)")]
    private static partial Regex Parenthesis();

    [GeneratedRegex(@"[A-Z]\w+")]
    private static partial Regex Name();
}
