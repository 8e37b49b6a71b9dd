using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Fuzz.Targets;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The kept inputs of the repository show what they should, and a replay sees when one does not.</summary>
public sealed class FindingReplayTests
{
    private readonly InputReplayer _replayer = new(FuzzTargets.Find);

    [Fact]
    public void Every_input_of_the_repository_shows_what_it_should()
    {
        IReadOnlyList<InputReplay> replays = _replayer.ReplayFolder(Repository.PathOf("counterexamples"));
        Assert.All(replays, replay => Assert.True(replay.Holds, replay.Message));
        foreach (string target in (string[])["posted-d3", "posted-d4", "posted-d5"])
        {
            Assert.Contains(replays, replay => replay.File.EndsWith($".{target}.input", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("posted/allowlist.add.empty-range-is-EINVAL.posted-d5.input", 3, "finds nothing any more")]
    [InlineData("posted/decision.a-range-may-reach-the-top.posted-d5.input", 0, "it breaks 'allowlist.add.empty")]
    [InlineData("posted/allowlist.add.empty-range-is-EINVAL.nobody.input", 0, "there is no target 'nobody'")]
    [InlineData("posted/unnamed.posted-d5.input", 0, "beside it")]
    [InlineData("fuzz/posted-d5/0.input", 3, "finds nothing any more")]
    [InlineData("fuzz/nobody/0.input", 3, "there is no target 'nobody'")]
    public void An_input_that_shows_something_else_does_not_hold(string name, uint count, string message)
    {
        using TemporaryFolder folder = new();
        string path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, TargetInputs.Argument(3, count, 0));
        string[] clauses = ["allowlist.add.empty-range-is-EINVAL", "decision.a-range-may-reach-the-top"];
        foreach (string trace in clauses)
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, trace + ".trace"), "");
        }

        InputReplay replay = Assert.Single(_replayer.ReplayFolder(folder.Path));
        Assert.False(replay.Holds);
        Assert.Contains(message, replay.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, replay.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repaired_defect_that_comes_back_does_not_hold()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("fuzz/allowlist"));
        File.WriteAllBytes(folder.File("fuzz/allowlist/0.input"), TargetInputs.Argument(0, 1, 0));
        Assert.True(_replayer.ReplayFolder(folder.Path).Single().Holds);
        InputReplayer strict = new(_ => FuzzTargets.Find("posted") is { } posted ? new Repaired(posted) : null);
        InputReplay replay = strict.ReplayFolder(folder.Path).Single();
        Assert.False(replay.Holds);
        Assert.Contains("finds again: allowlist.add.flagless", replay.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_no_input() =>
        Assert.Empty(_replayer.ReplayFolder("/nonexistent/msrspec"));

    /// <summary>A target with defects that is not expected to have any.</summary>
    private sealed class Repaired(IFuzzTarget target) : IFuzzTarget
    {
        public string Name => target.Name;

        public string Summary => target.Summary;

        public bool MustFail => false;

        public int MaxLength => target.MaxLength;

        public MsrSpec.Fuzz.Engine.Coverage.CoverageScope Scope => target.Scope;

        public string? Run(ReadOnlySpan<byte> input) => target.Run(input);

        public Explanation Explain(ReadOnlySpan<byte> input) => target.Explain(input);
    }
}
