using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Running;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The posted patch's defects are found without hints, and shrunk to traces of the least length.</summary>
public sealed class ShrinkingTests
{
    private const int Seeds = 20;
    private const long Sequences = 20_000;
    private const int MedianEvaluations = 200;
    private const int MostEvaluations = 2_000;

    private static readonly FreshRunner Runner =
        new(() => new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect);

    /// <summary>
    /// The clause that a defect breaks, the commands of its smallest trace, and the most that any shrunk one may have:
    /// an access can become allowed in two ways between its exit and the answer, and one takes a command more.
    /// </summary>
    public static TheoryData<string, string, int, int> Defects { get; } = new()
    {
        { "D1", "allowlist.add.full-table-releases-the-lock", 11, 11 },
        { "D2", "allowlist.add.overlap-releases-the-lock", 2, 2 },
        { "D3", "allowlist.add.failed-copy-frees-nothing", 1, 1 },
        { "D4", "allowlist.add.end-past-the-top-is-EINVAL", 1, 1 },
        { "D4", "decision.a-range-may-reach-the-top", 1, 1 },
        { "D5", "allowlist.add.empty-range-is-EINVAL", 1, 1 },
        { "D5", "allowlist.add.flagless-range-is-EINVAL", 1, 1 },
        { "D10", "exits.completion-binds-to-the-access", 4, 5 },
    };

    private static Lazy<IReadOnlyList<(string Clause, ShrinkResult Result)>> Shrunk { get; } = new(FindAndShrink);

    [Theory]
    [MemberData(nameof(Defects))]
    [Consequence(48)]
    public void A_defect_is_found_without_hints_and_shrunk_to_its_least_length(
        string defect, string clause, int least, int most)
    {
        Assert.Contains(KnownDefect.OfThePostedPatch, known => known.Id == defect);
        ShrinkResult[] results = [.. Shrunk.Value.Where(row => row.Clause == clause).Select(row => row.Result)];
        Assert.Equal(Seeds, results.Length);
        Assert.Equal(least, results.Min(result => result.Commands.Count));
        Assert.All(results, result => Assert.InRange(result.Commands.Count, least, most));
    }

    [Fact]
    public void A_shrunk_sequence_is_locally_minimal()
    {
        foreach ((string clause, ShrinkResult result) in Shrunk.Value)
        {
            Assert.True(result.LocallyMinimal, $"{clause} after {result.Evaluations} evaluations");
            Command[] commands = [.. result.Commands];
            Assert.Equal(clause, Evaluate(commands)?.Clause?.Id);
            for (int left = 0; left < commands.Length; left++)
            {
                Assert.NotEqual(clause, Evaluate([.. commands[..left], .. commands[(left + 1)..]])?.Clause?.Id);
            }
        }
    }

    [Fact]
    public void Shrinking_takes_few_evaluations()
    {
        int[] evaluations = [.. Shrunk.Value.Select(row => row.Result.Evaluations).Order()];
        int median = evaluations[evaluations.Length / 2];
        TestContext.Current.TestOutputHelper?.WriteLine($"median {median}, worst {evaluations[^1]}");
        foreach (IGrouping<string, (string, ShrinkResult Result)> row in Shrunk.Value.GroupBy(row => row.Clause))
        {
            string each = string.Join(' ', row.Select(found => found.Result.Evaluations));
            TestContext.Current.TestOutputHelper?.WriteLine($"{row.Key}: {each}");
        }

        Assert.InRange(median, 1, MedianEvaluations);
        Assert.InRange(evaluations[^1], 1, MostEvaluations);
    }

    /// <summary>
    /// Traces that no generator would make: bitmaps, values, counts, pads and lengths are of none of its edges. The
    /// last column is what the generated ones end in.
    /// </summary>
    public static TheoryData<string, string[], string> Written { get; } = new()
    {
        {
            "allowlist.add.overlap-releases-the-lock",
            [
                "vcpu1 wrmsr 0xc0000081 0x123456789abcdef long64 cpl0",
                "ioctl add-allowlist flags=read nmsrs=1234 base=0x1234567 bits=3,7,9-55,77,1000-1200 pad=0x77",
                "vcpu0 set-msr 0x10 0xfedcba9876543210",
                "ioctl add-allowlist flags=read|write nmsrs=777 base=0x1234600 bits=1,4,44-99,700 pad=0x1234",
            ],
            "flags=read nmsrs=1 base=0x0 bits=none"
        },
        {
            "allowlist.add.failed-copy-frees-nothing",
            [
                "ioctl enable-cap 184 args0=0x123456789",
                "ioctl add-allowlist flags=write nmsrs=5000 base=0x777 bits=5,6,99-400,3000 pad=0x9 readable=500",
            ],
            "flags=none nmsrs=1 base=0x0 bits=none readable=23"
        },
        {
            "decision.a-range-may-reach-the-top",
            ["ioctl add-allowlist flags=read nmsrs=1 base=0xffffffff bits=0,7,9-13,44 pad=0x1234"],
            "flags=read nmsrs=1 base=0xffffffff bits=0"
        },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void A_trace_that_was_written_by_hand_is_shrunk_as_far_as_a_generated_one(
        string clause, string[] lines, string end)
    {
        Command[] commands = Lines.Commands(lines);
        Divergence divergence = Evaluate(commands)!;
        Assert.Equal(clause, divergence.Clause?.Id);
        ShrinkResult result = new Shrinker(Evaluate).Shrink(commands, divergence);
        string text = string.Join('\n', result.Commands.Select(CommandPrinter.Print));
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Evaluations} evaluations:\n{text}");
        Assert.True(result.LocallyMinimal);
        Assert.EndsWith(end, text, StringComparison.Ordinal);
        Assert.Equal(
            Shrunk.Value.Where(row => row.Clause == clause).Min(row => row.Result.Commands.Count),
            result.Commands.Count);
        Assert.InRange(result.Evaluations, 1, MostEvaluations);
    }

    [Fact]
    public void Shrinking_stops_at_its_bound_and_says_so()
    {
        Finding finding = FirstFinding(7);
        ShrinkResult result = new Shrinker(Evaluate, maxEvaluations: 3).Shrink(finding.Commands, finding.Divergence);
        Assert.InRange(result.Evaluations, 1, 3);
        Assert.False(result.LocallyMinimal);
    }

    [Fact]
    public void A_long_sequence_is_run_less_often()
    {
        Command[] commands = [.. Enumerable.Repeat(Lines.Commands("destroy-vm")[0], 10_000)];
        Divergence divergence = Whole(commands)!;
        ShrinkResult result = new Shrinker(Whole).Shrink(commands, divergence);
        Assert.Equal(commands.Length, result.Commands.Count);
        Assert.False(result.LocallyMinimal);
        Assert.InRange(result.Evaluations, 1, (Shrinker.MaxCommands / commands.Length) + 1);

        static Divergence? Whole(Command[] sequence) => sequence.Length < 10_000 ? null : new Divergence(
            sequence.Length - 1, sequence[^1], Outcome.Success, Outcome.Hung, null, "hung", null);
    }

    private static Finding FirstFinding(ulong seed) => new RandomCheck(Options(seed, []))
        .Run(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect).Findings[0];

    private static RandomOptions Options(ulong seed, IReadOnlyList<string> required) =>
        new(seed, Sequences, SequenceGenerator.DefaultMaxLength, required);

    private static List<(string Clause, ShrinkResult Result)> FindAndShrink()
    {
        string[] clauses = [.. Defects.Select(row => row.Data.Item2)];
        List<(string, ShrinkResult)> shrunk = [];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            RandomReport report = new RandomCheck(Options(seed, clauses))
                .Run(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect);
            foreach (Finding finding in report.Findings.Where(found => clauses.Contains(found.Divergence.Clause?.Id)))
            {
                ShrinkResult result = new Shrinker(Evaluate).Shrink(finding.Commands, finding.Divergence);
                shrunk.Add((finding.Divergence.Clause!.Id, result));
            }
        }

        return shrunk;
    }

    private static Divergence? Evaluate(Command[] commands) => Runner.Run(commands);
}
