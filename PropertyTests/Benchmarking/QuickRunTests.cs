using MsrSpec.Benchmarks.Goals;
using MsrSpec.Benchmarks.Quick;
using Xunit;

namespace MsrSpec.PropertyTests.Benchmarking;

/// <summary>What a run of sections ends with: a small miss fails only where it is asked for.</summary>
public sealed class QuickRunTests
{
    [Theory]
    [InlineData((int)SectionResult.Skipped, 0, 0, "is met")]
    [InlineData((int)SectionResult.Met, 0, 0, "is met")]
    [InlineData((int)SectionResult.Missed, 0, 1, "missed")]
    [InlineData((int)SectionResult.FarMissed, 1, 1, "by more than half")]
    [InlineData((int)SectionResult.Different, 1, 1, "do not do the same")]
    public void The_worst_section_decides(int section, int plain, int gated, string verdict)
    {
        SectionResult worst = (SectionResult)section;
        Assert.Equal(plain, Run(gate: false, out string text, SectionResult.Met, worst, SectionResult.Skipped));
        Assert.Contains(verdict, text, StringComparison.Ordinal);
        Assert.Equal(gated, Run(gate: true, out text, worst, SectionResult.Met));
        Assert.Contains(verdict, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_miss_in_a_plain_run_is_told_in_words_that_say_who_judges_it()
    {
        Assert.Equal(0, Run(gate: false, out string text, SectionResult.Missed));
        Assert.Contains("--gate", text, StringComparison.Ordinal);
        Assert.Contains("idle machine", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT MET", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_section_runs_whatever_the_one_before_it_shows()
    {
        Run(gate: false, out string text, SectionResult.Different, SectionResult.FarMissed, SectionResult.Met);
        Assert.Equal(3, text.Split("== made up").Length - 1);
    }

    private static int Run(bool gate, out string text, params SectionResult[] results)
    {
        using StringWriter output = new();
        int status = QuickRun.Run(results.Select(result => new MadeUpSection(result)), output, gate);
        text = output.ToString();
        return status;
    }
}
