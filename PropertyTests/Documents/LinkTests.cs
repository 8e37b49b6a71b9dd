using System.Text.RegularExpressions;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>What documents point to is there, and no two chapters of one have the same name.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        IEnumerable<string> targets = Link().Matches(Document.Read(document))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("https://", StringComparison.Ordinal));
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), target));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void No_heading_stands_twice_in_one_chapter(string document)
    {
        string[] chapters = Document.Read(document).Split("\n## ");
        Assert.Distinct(chapters.Select(chapter => chapter.Split('\n')[0]));
        Assert.All(
            chapters.AsEnumerable(),
            chapter => Assert.Distinct(Heading().Matches(chapter).Select(match => match.Value)));
    }

    [GeneratedRegex(@"\]\((?<target>[^)#]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
