using MsrSpec.Checker.Sampling;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Mutants;

/// <summary>The checker can fail: it tells every machine that is wrong on purpose from the specification.</summary>
public sealed class MutantTests
{
    private const ulong Seed = 1;
    private const int MaxLength = SequenceGenerator.DefaultMaxLength;

    public static TheoryData<string> Names => [.. MutantTable.All.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mutant_diverges_from_the_specification(string name)
    {
        RandomReport report = Check(MutantTable.Find(name)!.Create(), 200_000);
        Finding finding = Assert.Single(report.Findings);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name} | {finding.Divergence.Clause?.Id} | {report.Sequences} | {finding.Divergence.Command.GetType().Name} | {finding.Divergence.Expected} | {finding.Divergence.Actual} | {finding.Divergence.Claim}");
    }

    private static RandomReport Check(IMachine subject, long sequences)
    {
        RandomOptions options = new(Seed, sequences, MaxLength, new HashSet<string>(), new HashSet<string>());
        return new RandomCheck(options).Run(new ModelMachine(Dialect.Sound.Readings), subject);
    }
}
