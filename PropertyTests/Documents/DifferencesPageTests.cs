using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>The kinds of difference between dialects are enumerated; the page is made of them.</summary>
public sealed class DifferencesPageTests
{
    private const string Page = "docs/differences.md";

    [Fact]
    public async Task The_page_is_the_generated_one()
    {
        ProgramEnd end =
            await Programs.RunAsync("msrspec", ["differences", "--format", "markdown"], Repository.Root);
        Assert.Equal(0, end.Status);
        Assert.True(
            Document.Read(Page) == end.Output,
            $"{Page} is not what the dialects differ in; write it anew: "
            + $"./msrspec differences --format markdown > {Page}");
    }

    [Fact]
    public async Task Two_dialects_are_compared_by_reading_and_by_clause()
    {
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["diff", "linux-6.1", "linux-today", "--kinds", "10"], Repository.Root);
        Assert.Equal(0, end.Status);
        Assert.Contains("linux-6.1 and linux-today differ in 2 of", end.Output, StringComparison.Ordinal);
        Assert.Contains("\n7 kinds of difference, among every sequence", end.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\nmediation.a-write-on-the-fast-path-asks-the-list\n    clause of linux-today: mediation.",
            end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_different_interfaces_the_list_is_carried_over()
    {
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["diff", "v2-sound", "linux-6.1", "--sequences", "1", "--kinds", "10"], Repository.Root);
        Assert.Contains("the list is carried over to the", end.Output, StringComparison.Ordinal);
        Assert.Contains("filter.decision.x2apic-is-exempt", end.Output, StringComparison.Ordinal);
    }
}
