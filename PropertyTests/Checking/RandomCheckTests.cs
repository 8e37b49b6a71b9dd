using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Sequences;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A random check is a seed: the same one runs the same sequences and finds the same.</summary>
public sealed class RandomCheckTests
{
    [Fact]
    public void The_same_seed_runs_the_same_sequences()
    {
        Assert.Equal(Sequences(5, 50), Sequences(5, 50));
        Assert.NotEqual(Sequences(5, 50), Sequences(6, 50));
    }

    [Fact]
    public void What_the_journal_is_given_is_what_runs()
    {
        SequenceGenerator generator = new();
        PCG random = new(0, 5);
        Assert.All(Sequences(5, 50), taken => Assert.Equal(generator.Generate(random, null, out _), taken));
    }

    [Fact]
    public void The_same_seed_finds_the_same()
    {
        RandomReport first = Run(11, 5_000, VirtualMachines.PostedDirect, null, null);
        RandomReport second = Run(11, 5_000, VirtualMachines.PostedDirect, null, null);
        Finding finding = Assert.Single(first.Findings);
        Assert.Equal(finding.Commands, second.Findings[0].Commands);
        Assert.Equal(finding.Sequence, second.Findings[0].Sequence);
        Assert.Equal(finding.Divergence, second.Findings[0].Divergence);
        Assert.Equal(first.Commands, second.Commands);
    }

    [Fact]
    public void A_check_of_equal_machines_runs_to_its_bound_and_reaches_most_clauses()
    {
        RandomReport report = Run(3, 4_000, VirtualMachines.OptimizedDirect, null, null);
        Assert.Equal(4_000, report.Sequences);
        Assert.Empty(report.Findings);
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Coverage.Distinct} clauses decided steps");
        Assert.True(report.Coverage.Distinct >= 40, $"{report.Coverage.Distinct} clauses decided steps");
    }

    [Fact]
    public void The_caller_ends_a_check_at_a_finding()
    {
        int told = 0;
        RandomReport report = Run(
            3, 5_000, VirtualMachines.PostedDirect, ["no.such-clause"],
            finding => new Kept(finding.Divergence.Clause, ++told < 2));
        Assert.Equal(2, told);
        Assert.Equal(2, report.Findings.Count);
    }

    private static List<Command[]> Sequences(ulong seed, long count)
    {
        Collector collector = new();
        RandomOptions options = new(seed, count, SequenceGenerator.DefaultMaxLength, []);
        _ = new RandomCheck(options).Run(
            new ModelMachine(Dialect.Sound.Readings), VirtualMachines.OptimizedDirect, collector);
        return collector.Sequences;
    }

    private static RandomReport Run(
        ulong seed, long sequences, Func<IMachine> machine,
        IReadOnlyList<string>? required, Func<Finding, Kept>? keep)
    {
        RandomOptions options = new(seed, sequences, SequenceGenerator.DefaultMaxLength, required ?? []);
        return new RandomCheck(options).Run(new ModelMachine(Dialect.Sound.Readings), machine, keep: keep);
    }

    private sealed class Collector : ISequenceJournal
    {
        public List<Command[]> Sequences { get; } = [];

        public void Begin(ReadOnlySpan<ulong> words) => Sequences.Add(CommandWords.Decode(words));
    }
}
