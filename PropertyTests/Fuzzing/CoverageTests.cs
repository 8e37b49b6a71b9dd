using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Engine.Coverage;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The coverage report says what was reached, and fails for what should have been.</summary>
public sealed class CoverageTests
{
    private const string Type = "A.Decoder";

    private static readonly EdgeMap Map = EdgeMap.Parse(
    [
        "edge\tA.Decoder\tDecode\tEntry\t3\tCode.cs\t3,4",
        "edge\tA.Decoder\tDecode\tTaken\t4\tCode.cs\t6",
        "edge\tA.Decoder\tDecode\tNotTaken\t4\tCode.cs\t8",
        "edge\tA.Other\tRun\tEntry\t9\tCode.cs\t9",
        "edge\tA.Decoder/Part\tRun\tEntry\t1\t\t0",
        "site\tA.Decoder",
    ]);

    [Fact]
    public void A_scope_is_the_runs_of_its_types_and_of_what_is_nested_in_them()
    {
        Assert.Equal(
            [new NumberRun(0, 3), new NumberRun(4, 1)], Map.EdgesOf(new CoverageScope("A.Decoder")));
        Assert.Equal([new NumberRun(0, 5)], Map.EdgesOf(new CoverageScope("A.")));
        Assert.Empty(Map.EdgesOf(new CoverageScope("A.Deco", "B.")));
        Assert.Equal([new NumberRun(0, 1)], Map.SitesOf(new CoverageScope("A.Decoder")));
    }

    [Theory]
    [InlineData("edge\tA\tB\tEntry\t3\tCode.cs")]
    [InlineData("site")]
    [InlineData("")]
    public void A_line_that_is_none_of_a_map_is_refused(string line) =>
        Assert.Throws<InvalidDataException>(() => EdgeMap.Parse([line]));

    [Fact]
    public void A_required_edge_that_is_missed_is_named_by_its_place() => Assert.Equal(
        ["Code.cs:4 Decoder.Decode: the branch not taken is not reached"],
        new CoverageRequirement("t", Type, []).Violations(Coverage(0, 1, 4)));

    [Fact]
    public void What_is_listed_as_unreachable_may_be_missed_and_must_be()
    {
        CoverageRequirement requirement = new("t", Type, [new("Decode", EdgeKind.NotTaken, 1, "a reason")]);
        Assert.Empty(requirement.Violations(Coverage(0, 1)));
        Assert.Equal(
            ["Code.cs:4 Decoder.Decode: the branch not taken is reached, though listed as unreachable"],
            requirement.Violations(Coverage(0, 1, 2)));
    }

    [Fact]
    public void A_type_that_is_not_woven_does_not_count_as_covered() =>
        Assert.Single(new CoverageRequirement("t", "A.Gone", []).Violations(Coverage(0, 1, 2)));

    [Fact]
    public void An_unreachable_edge_that_does_not_exist_is_reported() => Assert.Equal(
        ["the list has Decode, Case 1 as unreachable, but there is no such edge"],
        new CoverageRequirement("t", Type, [new("Decode", EdgeKind.Case, 1, "a reason")])
            .Violations(Coverage(0, 1, 2)));

    [Fact]
    public void A_line_is_marked_by_whether_it_ran_and_both_ways()
    {
        LineMarks marks = LineMarks.Of(Coverage(0, 1).Edges.Where(entry => entry.Edge.File == "Code.cs"));
        Assert.Equal("all", marks.ClassOf(3));
        Assert.Equal("some", marks.ClassOf(4));
        Assert.Equal("all", marks.ClassOf(6));
        Assert.Equal("none", marks.ClassOf(8));
        Assert.Equal(string.Empty, marks.ClassOf(7));
    }

    [Fact]
    public void The_text_counts_methods_and_names_what_is_missed()
    {
        using StringWriter text = new();
        CoverageText.Write(text, Coverage(0, 1));
        Assert.StartsWith("t: 2 of 5 edges by 1 inputs", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("some    2 of 3    Decoder.Decode", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "missed: Code.cs:4 Decoder.Decode: the branch not taken", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_the_source_with_its_marks_and_escapes_it()
    {
        using Checking.TemporaryFolder folder = new();
        File.WriteAllText(folder.File("Code.cs"), "1\n2\nint Decode(List<int> x)\nif\n5\nyes\n7\nno\n9\n");
        string page = CoveragePage.Make([Coverage(0, 1)], folder.Path);
        Assert.Contains(
            "<span class=\"all\" title=\"\"><i class=no>   3</i> int Decode(List&lt;int&gt; x)", page,
            StringComparison.Ordinal);
        Assert.Contains("<span class=\"none\" title=\"\"><i class=no>   8</i> no", page, StringComparison.Ordinal);
    }

    private static TargetCoverage Coverage(params int[] reached) =>
        new("t", 1, 0, [.. Map.Edges.Select(edge => (edge, reached.Contains(edge.Number)))]);
}
