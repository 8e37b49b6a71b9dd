using System.Text.RegularExpressions;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>Tidiness is a test: what a reviewer should not have to look for.</summary>
public sealed partial class TidyTests
{
    private const int MaxColumns = 120;
    private const int MaxLines = 400;

    private static readonly string[] Stray = ["TO" + "DO", "FIX" + "ME"];

    private static IEnumerable<string> Sources =>
        Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void There_are_sources_to_look_at() => Assert.True(Sources.Count() > 100);

    [Fact]
    public void No_line_is_longer_than_120_columns() => Assert.Empty(
        from file in Sources
        from line in Lines(file).Select((text, number) => (Text: text, Number: number + 1))
        where line.Text.Length > MaxColumns
        select $"{file}:{line.Number} has {line.Text.Length} columns");

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.DoesNotContain(Sources, file => Lines(file).Length > MaxLines);

    [Fact]
    public void A_file_is_named_after_its_first_type() => Assert.Empty(
        from file in Sources
        let type = FirstType().Match(File.ReadAllText(Repository.PathOf(file))).Groups["name"].Value
        let name = Path.GetFileNameWithoutExtension(file).Split('.')[0]
        where type.Length > 0 && type != name
        select $"{file} starts with the type {type}");

    [Fact]
    public void No_note_to_ourselves_is_left_behind() => Assert.Empty(
        from file in Sources
        from line in Lines(file)
        where Stray.Any(word => line.Contains(word, StringComparison.Ordinal))
        select $"{file}: {line.Trim()}");

    [Fact]
    public void Every_pragma_has_a_sentence_that_says_why() => Assert.Empty(
        from file in Sources
        from line in Lines(file)
        where line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal)
            && !SentenceAfterPragma().IsMatch(line)
        select $"{file}: {line.Trim()}");

    [Fact]
    public void The_changelog_is_well_formed()
    {
        string path = Repository.PathOf("CHANGELOG.md");
        Assert.SkipUnless(File.Exists(path), "there is no changelog yet");
        string[] lines = File.ReadAllLines(path);
        Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
        string[] versions = [.. lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        Assert.NotEmpty(versions);
        Assert.All(versions, line => Assert.Matches(VersionHeading(), line));
        Assert.Distinct(versions);
    }

    private static string[] Lines(string file) => File.ReadAllLines(Repository.PathOf(file));

    [GeneratedRegex(
        @"^(?:(?:public|internal|private|static|sealed|abstract|partial|readonly|ref|unsafe|file) )*"
        + @"(?:class|record struct|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex FirstType();

    [GeneratedRegex(@"#pragma warning disable \w+ // [A-Z].*\.$")]
    private static partial Regex SentenceAfterPragma();

    [GeneratedRegex(@"^## (\[?Unreleased\]?|\[?\d+\.\d+\.\d+\]?( - \d{4}-\d{2}-\d{2})?)$")]
    private static partial Regex VersionHeading();
}
