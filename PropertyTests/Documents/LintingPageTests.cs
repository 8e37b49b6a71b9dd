using MsrSpec.Policies.Linting;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>The page about linting has every rule as it is, and shows what the program prints.</summary>
public sealed class LintingPageTests
{
    private const string Page = "docs/linting.md";
    private const string Example = "docs/examples/wrong-filter.json";

    [Fact]
    public void The_table_has_every_rule_as_it_is() => Assert.Equal(
        LintRules.All.Select(rule => string.Join(
            " | ", $"| `{rule.Id}`", rule.Level.ToString().ToLowerInvariant(), Cell(rule.Sentence),
            Cell(rule.Advice) + " |")),
        Document.Read(Page).Split('\n').SkipWhile(line => line != "|---|---|---|---|").Skip(1)
            .TakeWhile(line => line.Length > 0));

    [Fact]
    public async Task What_is_shown_is_what_the_program_prints()
    {
        ProgramEnd end = await Programs.RunAsync("msrspec", ["lint", Example], Repository.Root);
        string shown = Document.Read(Page).Split($"$ ./msrspec lint {Example}\n")[1].Split("```")[0];
        Assert.StartsWith(shown, end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bound_is_told() => Assert.Contains(
        $"At most {Linter.MostRanges} ranges", Document.Read(Page), StringComparison.Ordinal);

    [Fact]
    public void The_changelog_counts_the_rules() => Assert.Contains(
        $"judged by {LintRules.All.Length} rules", Document.Read("CHANGELOG.md"), StringComparison.Ordinal);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
