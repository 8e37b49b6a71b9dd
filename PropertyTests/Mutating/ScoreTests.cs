using MsrSpec.Mutation.Runs;
using MsrSpec.Mutation.Scores;
using MsrSpec.Mutation.Sites;
using Xunit;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>A score may not fall, and what is listed as equivalent has to be there.</summary>
public sealed class ScoreTests
{
    private static readonly Dictionary<string, Floor> Floors = new() { ["Spec"] = new Floor(Sample: 90, All: 50) };

    private static readonly Choice Whole = new([], null, 1, null, IsThorough: false);

    [Fact]
    public void A_survivor_lowers_the_score_and_an_unreached_mutant_does()
    {
        Assert.Equal(100, new Score("Spec", 10, 0, 0).Percent);
        Assert.Equal(90, new Score("Spec", 9, 1, 0).Percent);
        Assert.Equal(90, new Score("Spec", 9, 0, 1).Percent);
        Assert.Equal(99.9, new Score("Spec", 9999, 1, 0).Percent);
    }

    [Theory]
    [InlineData(9, true, true)]
    [InlineData(8, true, false)]
    [InlineData(5, false, true)]
    [InlineData(4, false, false)]
    public void A_score_below_its_floor_fails(int killed, bool isSample, bool isWell)
    {
        using StringWriter output = new();
        Score score = new("Spec", killed, 10 - killed, 0);
        Assert.Equal(isWell, ScoreReport.Print(output, isSample ? Choice.Fixed : Whole, [score], Floors));
        Assert.Equal(!isWell, output.ToString().Contains("below", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_without_a_floor_and_a_sample_of_any_other_seed_must_die_as_a_whole()
    {
        using StringWriter output = new();
        Assert.False(ScoreReport.Print(output, Whole, [new Score("Model", 99, 1, 0)], Floors));
        Assert.False(ScoreReport.Print(output, Whole with { Sample = 10 }, [new Score("Spec", 99, 1, 0)], Floors));
        Assert.True(ScoreReport.Print(output, Whole with { Sample = 10 }, [new Score("Spec", 99, 0, 0)], Floors));
    }

    [Fact]
    public void A_listed_mutant_that_there_is_not_is_refused()
    {
        EquivalentMutants list = EquivalentMutants.Parse(
            "# For readers.\n\nSpec/A.cs F < #1 -> <= because it is never equal\nModel/B.cs G 0 #1 -> 1 because so\n",
            out _)!;
        Assert.True(list.Has("Spec/A.cs F < #1 -> <="));
        Assert.Empty(list.Stale("Spec", new HashSet<string> { "Spec/A.cs F < #1 -> <=" }));
        string stale = Assert.Single(list.Stale("Spec", new HashSet<string> { "Spec/A.cs F > #1 -> >=" }));
        using StringWriter output = new();
        Assert.False(ScoreReport.PrintStale(output, [stale]));
        Assert.Contains("Spec/A.cs F < #1 -> <=", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Spec/A.cs F < #1 -> <=", "line 1 is not")]
    [InlineData("Spec/A.cs F < #1 -> <= because ", "line 1 is not")]
    [InlineData("a because b\na because c", "line 2 names a mutant again: a")]
    public void A_line_without_a_reason_or_a_name_that_is_there_twice_is_refused(string text, string problem)
    {
        Assert.Null(EquivalentMutants.Parse(text, out string said));
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Spec 100")]
    [InlineData("Spec 100 101")]
    [InlineData("Spec 100 -1")]
    [InlineData("Spec 1 1\nSpec 1 1")]
    public void A_floor_that_is_no_percentage_or_is_there_twice_is_refused(string text)
    {
        Assert.Null(Mutation.Scores.Floors.Parse(text, out string said));
        Assert.StartsWith(Mutation.Scores.Floors.File, said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_floors_are_of_all_projects_and_the_committed_list_is_well_formed()
    {
        string floors = File.ReadAllText(House.Repository.PathOf(Mutation.Scores.Floors.File));
        Assert.Equal(
            MutatedProject.All.Select(project => project.Name), Mutation.Scores.Floors.Parse(floors, out _)!.Keys);
        string list = File.ReadAllText(House.Repository.PathOf(EquivalentMutants.File));
        Assert.NotNull(EquivalentMutants.Parse(list, out _));
    }
}
