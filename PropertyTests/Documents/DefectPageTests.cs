using MsrSpec.Checker.Racing;
using MsrSpec.Checker.Running;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>The list of defects is one table; the page is made of it and of the committed counterexamples.</summary>
public sealed class DefectPageTests
{
    private const string Page = "docs/defects.md";

    [Fact]
    public void What_the_table_calls_found_is_what_the_checker_looks_for() => Assert.Equal(
        KnownDefect.OfThePostedPatchIn32Bits.Select(defect => defect.Id).Distinct(),
        PatchDefect.All.Where(defect => defect is { OutOfReach: null, TakesThreads: false })
            .Select(defect => defect.Id));

    [Fact]
    public void What_takes_threads_is_what_race_looks_for_besides() => Assert.Equal(
        PatchDefect.All.Where(defect => defect.TakesThreads).Select(defect => defect.Id),
        RaceDefect.OfThePostedPatch.Select(defect => defect.Id.Split(' ')[0]).Distinct()
            .Except(KnownDefect.OfThePostedPatchIn32Bits.Select(defect => defect.Id)));

    [Fact]
    public void They_are_numbered_from_1() => Assert.Equal(
        Enumerable.Range(1, PatchDefect.All.Count).Select(number => $"D{number}"),
        PatchDefect.All.Select(defect => defect.Id));

    [Fact]
    public async Task The_page_is_the_generated_one()
    {
        ProgramEnd end = await Programs.RunAsync("msrspec", ["defects", "--format", "markdown"], Repository.Root);
        Assert.Equal(0, end.Status);
        Assert.True(
            Document.Read(Page) == end.Output,
            $"{Page} is not what the program makes of table and counterexamples; write it anew: "
            + $"./msrspec defects --format markdown > {Page}");
    }

    [Fact]
    public async Task Without_counterexamples_the_list_is_there_and_says_so()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", ["defects"], folder.Path);
        Assert.Equal(0, end.Status);
        Assert.Contains("Found without a counterexample here", end.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("in [0-9]+ command", end.Output);
    }

    [Fact]
    public async Task A_counterexample_that_cannot_be_read_is_named()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("posted"));
        string file = folder.File("posted/allowlist.add.overlap-releases-the-lock.trace");
        await File.WriteAllTextAsync(file, "no trace", TestContext.Current.CancellationToken);
        ProgramEnd end = await Programs.RunAsync("msrspec", ["defects", "--counterexamples", "."], folder.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains("overlap-releases-the-lock.trace:1:1", end.Errors, StringComparison.Ordinal);
    }
}
