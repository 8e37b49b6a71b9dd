using System.Text.RegularExpressions;
using MsrSpec.Cli.Specifying;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>
/// The specification is one set of tables; the page is made of it, and every chapter has the same rhythm.
/// </summary>
public sealed partial class SpecificationPageTests
{
    private const string Page = "docs/specification.md";

    public static TheoryData<string> Titles => [.. Specification.Chapters.Select(chapter => chapter.Title)];

    [Fact]
    public async Task The_page_is_the_generated_one()
    {
        ProgramEnd end = await Programs.RunAsync("msrspec", ["spec", "--format", "markdown"], Repository.Root);
        Assert.Equal(0, end.Status);
        Assert.True(
            Document.Read(Page) == end.Output,
            $"{Page} is not what the specification says; write it anew: ./msrspec spec --format markdown > {Page}");
    }

    /// <summary>The same without a process: a wrong number in a table shows where it is.</summary>
    [Fact]
    public void Every_block_of_it_stands_in_the_page()
    {
        string page = Document.Read(Page);
        string built = MarkdownPage.Print(SpecificationDocument.Build(), origin: string.Empty);
        Assert.All(
            built.Split('\n').Where(line => line.StartsWith('|') || line.StartsWith('#')),
            line => Assert.Contains($"{line}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_text_fits_eighty_columns_and_has_every_clause_and_every_row()
    {
        ProgramEnd end = await Programs.RunAsync("msrspec", ["spec"], Repository.Root);
        Assert.Equal(0, end.Status);
        Assert.DoesNotContain(
            end.Output.Split('\n'),
            line => line.Length > 80 && line.TrimStart().Contains(' ', StringComparison.Ordinal));
        Assert.All(ClauseIndex.All, clause => Assert.Contains(clause.Id, end.Output, StringComparison.Ordinal));
        int rows = Specification.Chapters.Sum(chapter => chapter.Tables.Sum(table => table.Lines.Count()));
        Assert.Equal(rows, Row().Count(end.Output));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_chapter_has_words_tables_clauses_and_says_what_happens_at_once(string title)
    {
        Chapter chapter = Find(title);
        Assert.NotEmpty(chapter.Words);
        Assert.NotEmpty(chapter.Clauses);
        Assert.Equal(chapter.Clauses.All(clause => clause.Unnamed is not null), chapter.Tables.IsEmpty);
        Assert.NotEmpty(chapter.Atomicity);
        Assert.EndsWith(".", chapter.Introduction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Every_name_in_a_condition_is_explained_among_the_words(string title)
    {
        Chapter chapter = Find(title);
        string words = string.Join(' ', chapter.Words.Select(word => word.Name));
        IEnumerable<string> used = chapter.Tables.SelectMany(table => table.Lines)
            .SelectMany(line => Name().Matches(line.When)).Select(match => match.Value).Distinct();
        Assert.All(used, name => Assert.Matches($@"\b{name}\b", words));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void The_last_row_of_a_table_always_decides_and_no_row_below_one_that_does_is_dead(string title) =>
        Assert.All(Find(title).Tables, table =>
        {
            TableLine[] lines = [.. table.Lines];
            Assert.Equal("otherwise", lines[^1].When);
            Assert.All(lines[..^1], line => Assert.True(line.When != "otherwise" || line.Choice is not null));
        });

    [Fact]
    public void Every_clause_has_a_row_or_a_case_or_always_holds_or_says_why_nothing_names_it()
    {
        HashSet<Clause> used =
        [
            .. Specification.Chapters.SelectMany(chapter => chapter.Tables).SelectMany(table => table.Lines)
                .Select(line => line.Clause).OfType<Clause>(),
            .. Specification.Cases.SelectMany(left => left.Clauses),
            .. Standing.Effects.Select(effect => effect.Clause!),
        ];
        Assert.All(
            ClauseIndex.All, clause => Assert.True(used.Contains(clause) || clause.Unnamed is not null, clause.Id));
    }

    [Fact]
    public void Every_row_ends_in_a_case_of_its_chapter_or_changes_nothing() =>
        Assert.All(Specification.Chapters.Where(chapter => !chapter.Cases.IsEmpty), chapter => Assert.All(
            chapter.Tables.SelectMany(table => table.Lines), line => Assert.Contains(line.Case, chapter.Cases)));

    [Fact]
    public void Every_choice_of_every_reading_is_explained() => Assert.All(Reading.All, reading => Assert.Equal(
        Enum.GetValues(reading.Choice(Dialect.Sound.Readings).GetType()).Cast<Enum>().Order(),
        reading.Choices.Select(choice => choice.Value).Order()));

    private static Chapter Find(string title) => Specification.Chapters.Single(chapter => chapter.Title == title);

    [GeneratedRegex(@"(?m)^\d\.\d+$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\b[A-Z]\w+")]
    private static partial Regex Name();
}
