using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Native;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>What libFuzzer is told, and what it asks.</summary>
public sealed class NativeCommandTests
{
    private static readonly EdgeMap Map = EdgeMap.Parse(
        [
            "edge\tA.B\tRun\tEntry\t7\tA/B.cs\t8,9", "edge\tA.B/C\tGo\tTaken\t0\t\t0",
            "edge\tA.B\tRun\tTaken\t9\tA/B.cs\t11,12",
        ]);

    [Theory]
    [InlineData("/usr/bin/dotnet", "/usr/bin/dotnet")]
    [InlineData("/a b/dotnet", "'/a b/dotnet'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(x)", "'$(x)'")]
    [InlineData("", "''")]
    public void A_word_is_quoted_for_a_shell_when_it_has_to_be(string word, string quoted) =>
        Assert.Equal(quoted, ChildCommand.Quote(word));

    [Theory]
    [InlineData("-merge=1")]
    [InlineData("-minimize_crash=1")]
    [InlineData("-jobs=4")]
    [InlineData("-fork=2")]
    public void A_word_that_a_shell_would_take_apart_is_refused_where_one_gets_it(string flag)
    {
        Assert.Contains("'my corpus'", ChildCommand.WhyNot([flag, "my corpus"]), StringComparison.Ordinal);
        Assert.Null(ChildCommand.WhyNot([flag, "my-corpus"]));
        Assert.Null(ChildCommand.WhyNot([flag[..^1] + "0", "my corpus"]));
        Assert.Null(ChildCommand.WhyNot(["-runs=1", "my corpus"]));
    }

    [Fact]
    public void The_first_word_starts_this_program_again_with_the_target()
    {
        IReadOnlyList<string> words = ChildCommand.Words(
            "canary", ["-runs=1", "corpus"], ["--engine=native", "--counterexamples=a b"]);
        Assert.Equal(["-runs=1", "corpus"], words.Skip(1));
        Assert.EndsWith(" canary --engine=native '--counterexamples=a b'", words[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_runs_inputs_for_another_process_finds_nothing()
    {
        Assert.EndsWith(" --on-behalf", ChildCommand.Words("canary", ["-merge=1"], [])[0], StringComparison.Ordinal);
        Assert.EndsWith(
            " --on-behalf", ChildCommand.Words("canary", ["-minimize_crash=1"], [])[0], StringComparison.Ordinal);
        Assert.EndsWith(" canary", ChildCommand.Words("canary", ["-fork=2"], [])[0], StringComparison.Ordinal);
        Assert.EndsWith(" canary", ChildCommand.Words("canary", ["-merge=0"], [])[0], StringComparison.Ordinal);
        Assert.True(ChildCommand.IsOnBehalfOfAnother([], ["--on-behalf"]));
        Assert.True(ChildCommand.IsOnBehalfOfAnother(["-merge_inner=1"], []));
        Assert.False(ChildCommand.IsOnBehalfOfAnother(["-merge=1"], ["--engine=native"]));
    }

    [Fact]
    public void No_two_edges_share_an_address_and_the_one_behind_it()
    {
        Assert.NotEqual(0u, EdgeAddress.Of(0));
        Assert.Equal(EdgeAddress.Of(0) + 2, EdgeAddress.Of(1));
    }

    [Theory]
    [InlineData("%p %F %L", 0, "0x3 in A.B.Run (A/B.cs:7)")]
    [InlineData("%s:%l", 0, "A/B.cs:7")]
    [InlineData("%f 100%%", 1, "A.B/C.Go 100%")]
    [InlineData("%s:%l%", 1, ":0%")]
    [InlineData("%s:%l", 2, "A/B.cs:11")]
    [InlineData("%F", 3, "in <unknown>")]
    public void An_address_behind_an_edge_is_described_as_it(string format, int edge, string text) =>
        Assert.Equal(text, EdgeAddress.Describe(Map, EdgeAddress.Of(edge) + 1, format));

    [Fact]
    public void The_address_of_nothing_is_unknown() =>
        Assert.Equal("0x0 <unknown>", EdgeAddress.Describe(Map, 0, "%p %f"));

    [Fact]
    public void All_ways_into_a_hook_look_different_to_libFuzzer() => Assert.Equal(
        CompareHooks.Ways,
        Enumerable.Range(0, CompareHooks.Ways).Select(way => way * CompareHooks.WaySize % 512).Distinct().Count());
}
