using MsrSpec.Checker.Running;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Mutants;

/// <summary>
/// What becomes of a finding: a trace that shows it again on a machine made afresh, under a clause that the defect
/// breaks, and that no sequence of up to three commands at hand undercuts.
/// </summary>
public sealed class SmallestTraceTests
{
    private const long Sequences = 200_000;

    public static TheoryData<string> Mutants => [.. MutantTable.All.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_shrunk_trace_shows_again_names_what_is_broken_and_none_is_shorter(string name)
    {
        Mutant mutant = MutantTable.Find(name)!;
        Effectiveness result = Effectiveness.Measure(
            mutant.Create, MachineRegistry.Of(mutant).Claims!, seeds: 2, Sequences,
            TestContext.Current.CancellationToken);
        Assert.Equal((0, 2), (result.NotFound, result.Again));
        Assert.Null(result.Shorter);
        Assert.Subset(MutantClauses.Of(mutant).ToHashSet<Clause?>(), result.Clauses.ToHashSet());
    }

    [Fact]
    public void A_trace_with_a_needless_command_is_undercut()
    {
        Command[] needed =
        [
            new Command.ChangeArgument(new ArgumentChange(ArgumentWord.Flags, 1, 0)),
            new Command.AddAllowlist(AskedRange.Full(AccessFlags.Read, 0, 1).Argument),
        ];
        Command[] commands = [new Command.FailNextAllocation(), .. needed, new Command.DestroyVm()];
        ShorterTrace search = new(
            () => new ModelMachine(Dialect.Sound.Readings), MutantTable.Find("header-fetched-twice")!.Create);
        Clause clause = AllowlistClauses.ArgumentIsReadOnce;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(needed, search.Find(commands, clause, length: 3, cancellation));
        Assert.Null(search.Find(commands, clause, length: 2, cancellation));
        Assert.Null(search.Find(commands, AllowlistClauses.Overlap, length: 4, cancellation));
    }
}
