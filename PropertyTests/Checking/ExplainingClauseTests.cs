using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The clause of a finding is the one whose violation explains it after shrinking.</summary>
public sealed class ExplainingClauseTests
{
    [Fact]
    public void A_missing_MSR_breaks_the_clause_of_what_the_host_reads() =>
        Explains("exits.host-read-returns-the-msr", () => new WithoutMsr(Msr.Star));

    [Fact]
    public void A_host_write_that_is_refused_without_a_list_too_has_nothing_to_do_with_one()
    {
        ShrunkFinding finding = Explains(
            "exits.host-write-sets-the-msr", MutantTable.Find("host-write-refused")!.Create);
        Assert.Single(finding.Trace.Steps);
    }

    [Fact]
    public void A_writable_LMA_breaks_the_clause_that_says_it_is_read_only() =>
        Explains("guest.efer-lme-is-fixed-while-paging", MutantTable.Find("lma-writable")!.Create);

    private static ShrunkFinding Explains(string clause, Func<IMachine> create)
    {
        (ShrunkFinding finding, _) = SpoiltCheck.Keep(CheckMode.Random, create);
        string trace = string.Join('\n', finding.Trace.Steps.Select(TracePrinter.PrintStep));
        Assert.True(clause == finding.Divergence.Clause?.Id, $"{finding.Divergence.Clause}:\n{trace}");
        return finding;
    }
}
