using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Running;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Sequences;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The posted patch's defects are found without hints, and shrunk to traces of the least length.</summary>
public sealed class ShrinkingTests
{
    private const int Seeds = 20;
    private const long Sequences = 20_000;
    private const int MedianEvaluations = 200;
    private const int MostEvaluations = 2_000;

    private static readonly LockstepRunner Runner =
        new(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect());

    private static readonly Lock OneAtATime = new();

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
        Assert.Equal(least, results.Min(result => result.Words.Count));
        Assert.All(results, result => Assert.InRange(result.Words.Count, least, most));
    }

    [Fact]
    public void A_shrunk_sequence_is_locally_minimal()
    {
        foreach ((string clause, ShrinkResult result) in Shrunk.Value)
        {
            Assert.True(result.LocallyMinimal, $"{clause} after {result.Evaluations} evaluations");
            ulong[] words = [.. result.Words];
            Assert.Equal(clause, Evaluate(words)?.Clause?.Id);
            for (int left = 0; left < words.Length; left++)
            {
                Assert.NotEqual(clause, Evaluate([.. words[..left], .. words[(left + 1)..]])?.Clause?.Id);
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

    [Fact]
    public void Shrinking_stops_at_its_bound_and_says_so()
    {
        Finding finding = FirstFinding(7);
        ShrinkResult result = new Shrinker(Evaluate, maxEvaluations: 3).Shrink(finding.Words, finding.Divergence);
        Assert.InRange(result.Evaluations, 1, 3);
        Assert.False(result.LocallyMinimal);
    }

    private static Finding FirstFinding(ulong seed) => new RandomCheck(Options(seed, []))
        .Run(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect()).Findings[0];

    private static RandomOptions Options(ulong seed, IReadOnlyList<string> required) =>
        new(seed, Sequences, SequenceGenerator.DefaultMaxLength, required);

    private static List<(string Clause, ShrinkResult Result)> FindAndShrink()
    {
        string[] clauses = [.. Defects.Select(row => row.Data.Item2)];
        List<(string, ShrinkResult)> shrunk = [];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            RandomReport report = new RandomCheck(Options(seed, clauses))
                .Run(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect());
            foreach (Finding finding in report.Findings.Where(found => clauses.Contains(found.Divergence.Clause?.Id)))
            {
                ShrinkResult result = new Shrinker(Evaluate).Shrink(finding.Words, finding.Divergence);
                shrunk.Add((finding.Divergence.Clause!.Id, result));
            }
        }

        return shrunk;
    }

    private static Divergence? Evaluate(ulong[] words)
    {
        lock (OneAtATime)
        {
            return Runner.Run(CommandWord.Decode(words));
        }
    }
}
