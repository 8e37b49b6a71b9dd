using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Fuzz.Targets;
using MsrSpec.PropertyTests.Checking;
using Xunit;
using static MsrSpec.PropertyTests.Fuzzing.TargetInputs;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>A finding is kept before anything else is done with it, then made small; it can be replayed.</summary>
public sealed class FindingReporterTests
{
    private const string Trace = "posted/allowlist.add.failed-copy-frees-nothing.trace";
    private const string Input = "posted/allowlist.add.failed-copy-frees-nothing.posted-d3.input";

    private static readonly byte[] MagicWords = Argument(3, 0x2FFF, 0xFFFFFFF0, 0, 12);

    [Fact]
    public void A_finding_in_commands_becomes_a_trace_and_an_input_beside_it()
    {
        using TemporaryFolder folder = new();
        string told = Report(folder.Path, "posted-d3", Argument(3, 0x1234, 0x77, 0x40, 200));
        Assert.Equal([Input, Trace], Names(folder));
        Assert.Contains(Trace, told, StringComparison.Ordinal);
        Assert.Equal(Argument(0, 1, 0, 0, 16), File.ReadAllBytes(folder.File(Input)));
        Assert.Contains("oops free-of-error-pointer", File.ReadAllText(folder.File(Trace)), StringComparison.Ordinal);
        Assert.All(Replay(folder), replay => Assert.True(replay.Holds, replay.Message));
    }

    [Fact]
    public void A_standing_input_is_replaced_by_a_smaller_one_only()
    {
        using TemporaryFolder folder = new();
        _ = Report(folder.Path, "posted-d3", Argument(3, 1, 0, 0, 16));
        File.WriteAllBytes(folder.File(Input), Argument(0, 1, 0, 0, 17));
        _ = Report(folder.Path, "posted-d3", Argument(3, 1, 0, 0, 16));
        Assert.Equal(16, File.ReadAllBytes(folder.File(Input)).Length);
        File.WriteAllBytes(folder.File(Input), []);
        _ = Report(folder.Path, "posted-d3", Argument(3, 1, 0, 0, 16));
        Assert.Empty(File.ReadAllBytes(folder.File(Input)));
        Assert.Equal([Input, Trace], Names(folder));
    }

    [Fact]
    public void A_finding_without_commands_becomes_an_input_and_a_text()
    {
        using TemporaryFolder folder = new();
        _ = Report(folder.Path, "magic", [.. MagicWords, 1, 2, 3]);
        string name = "fuzz/magic/" + InputName.Of(MagicWords);
        Assert.Equal([name + ".input", name + ".txt"], Names(folder));
        Assert.StartsWith("the planted bug", File.ReadAllText(folder.File(name + ".txt")), StringComparison.Ordinal);
        Assert.All(Replay(folder), replay => Assert.True(replay.Holds, replay.Message));
    }

    [Fact]
    public void The_input_is_in_the_folder_before_it_is_run_again()
    {
        using TemporaryFolder folder = new();
        int seen = 0;
        FakeTarget target = new(_ =>
        {
            seen = Math.Max(seen, folder.Files.Count());
            return "wrong";
        });
        new FindingReporter(folder.Path, TextWriter.Null).Report(target, [1, 2, 3], "wrong");
        Assert.Equal(1, seen);
    }

    [Fact]
    public void Another_kind_of_finding_is_not_what_an_input_is_minimised_to()
    {
        using TemporaryFolder folder = new();
        FakeTarget target = new(input => input.Length > 3 ? "long\nand more" : "short");
        new FindingReporter(folder.Path, TextWriter.Null).Report(target, [9, 9, 9, 9, 9, 9], "long\nand so on");
        string kept = folder.Files.Single(file => file.EndsWith(".input", StringComparison.Ordinal));
        Assert.Equal([0, 0, 0, 0], File.ReadAllBytes(kept));
    }

    [Fact]
    public void Without_a_folder_nothing_is_written_and_all_is_told()
    {
        using StringWriter output = new();
        new FindingReporter("", output).Report(FuzzTargets.Find("posted-d3")!, Argument(3, 1, 0, 0, 16), "wrong");
        Assert.Contains("readable=16", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("written", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_does_not_hide_the_finding()
    {
        using StringWriter output = new();
        new FindingReporter("/dev/null/nowhere", output).Report(FuzzTargets.Find("magic")!, [1], "wrong");
        Assert.Contains("could not be kept", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_throws_even_when_it_explains_is_reported()
    {
        using TemporaryFolder folder = new();
        FakeTarget target = new(_ => throw new InvalidOperationException("broken"));
        new FindingReporter(folder.Path, TextWriter.Null).Report(target, [1, 2, 3], "unhandled");
        Assert.Equal(2, folder.Files.Count());
    }

    [Fact]
    public void Minimising_ends_when_time_is_up()
    {
        int runs = 0;
        byte[] small = InputMinimizer.Minimize(new byte[100], _ => ++runs > 0, TimeSpan.Zero);
        Assert.Equal((100, 0), (small.Length, runs));
    }

    private static string Report(string folder, string target, byte[] input)
    {
        using StringWriter output = new();
        IFuzzTarget row = FuzzTargets.Find(target)!;
        string problem = row.Run(input)!;
        Assert.NotNull(problem);
        new FindingReporter(folder, output).Report(row, input, problem);
        return output.ToString();
    }

    private static IReadOnlyList<InputReplay> Replay(TemporaryFolder folder)
    {
        IReadOnlyList<InputReplay> replays = new InputReplayer(FuzzTargets.Find).ReplayFolder(folder.Path);
        Assert.NotEmpty(replays);
        return replays;
    }

    private static string[] Names(TemporaryFolder folder) =>
        [.. folder.Files.Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal)];

    private sealed class FakeTarget(Func<byte[], string?> run) : IFuzzTarget
    {
        public string Name => "fake";

        public string Summary => "a target of a test";

        public bool MustFail => true;

        public int MaxLength => 64;

        public CoverageScope Scope { get; } = new();

        public string? Run(ReadOnlySpan<byte> input) => run(input.ToArray());

        public Explanation Explain(ReadOnlySpan<byte> input) =>
            run(input.ToArray()) is { } text ? new Explanation(text) : new Explanation("nothing");
    }
}
