using MsrSpec.Benchmarks.Goals;
using Xunit;

namespace MsrSpec.PropertyTests.Benchmarking;

/// <summary>How the benchmarks judge: ratios always, figures never.</summary>
public sealed class GoalTests
{
    [Theory]
    [InlineData(3.0, (int)SectionResult.Met, "met")]
    [InlineData(2.0, (int)SectionResult.Met, "met")]
    [InlineData(1.99, (int)SectionResult.Missed, "missed")]
    [InlineData(1.0, (int)SectionResult.Missed, "missed")]
    [InlineData(0.99, (int)SectionResult.FarMissed, "FAILED")]
    [InlineData(double.NaN, (int)SectionResult.FarMissed, "FAILED")]
    public void A_ratio_that_is_to_be_at_least_two(double ratio, int expected, string word) =>
        Judged(Goal.AtLeast("times as fast", ratio, 2), (SectionResult)expected, word);

    [Theory]
    [InlineData(1.0, (int)SectionResult.Met, "met")]
    [InlineData(2.0, (int)SectionResult.Met, "met")]
    [InlineData(2.01, (int)SectionResult.Missed, "missed")]
    [InlineData(4.0, (int)SectionResult.Missed, "missed")]
    [InlineData(4.01, (int)SectionResult.FarMissed, "FAILED")]
    [InlineData(double.PositiveInfinity, (int)SectionResult.FarMissed, "FAILED")]
    public void A_ratio_that_is_to_be_at_most_two(double ratio, int expected, string word) =>
        Judged(Goal.AtMost("the time", ratio, 2), (SectionResult)expected, word);

    [Fact]
    public void Of_several_goals_the_worst_decides()
    {
        Goal met = Goal.AtLeast("one", 1, 1);
        Goal missed = Goal.AtLeast("two", 0.9, 1);
        Goal far = Goal.AtLeast("three", 0.1, 1);
        Assert.Equal(SectionResult.Met, Goal.Judge([met, met], TextWriter.Null));
        Assert.Equal(SectionResult.Missed, Goal.Judge([missed, met], TextWriter.Null));
        Assert.Equal(SectionResult.FarMissed, Goal.Judge([met, far, missed], TextWriter.Null));
        Assert.Equal(SectionResult.Met, Goal.Judge([], TextWriter.Null));
    }

    [Fact]
    public void A_figure_is_told_with_the_machine_on_which_the_stated_one_held()
    {
        using StringWriter output = new();
        Figure.Print([new Figure("speed", "0.1 M commands/s", "at least 3.0 M")], output);
        Assert.Contains(Figure.Machine, output.ToString(), StringComparison.Ordinal);
        Assert.Contains("speed: 0.1 M commands/s (at least 3.0 M)", output.ToString(), StringComparison.Ordinal);
    }

    private static void Judged(Goal goal, SectionResult expected, string word)
    {
        using StringWriter output = new();
        Assert.Equal(expected, goal.Result);
        Assert.Equal(expected, Goal.Judge([goal], output));
        Assert.StartsWith($"  {word} ", output.ToString(), StringComparison.Ordinal);
    }
}
