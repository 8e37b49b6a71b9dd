using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What shows only where nobody looks, and what shows only at times.</summary>
public sealed class UnobservedTests
{
    private static readonly Command[] TwoWrites =
        [new Command.HostWrite(0, Msr.Star, 1), new Command.HostWrite(0, Msr.Star, 2)];

    [Fact]
    public void What_a_look_mends_is_found_shrunk_kept_and_replayed()
    {
        (ShrunkFinding finding, var replay) = SpoiltCheck.Keep(CheckMode.Random, () => new MendedByLooks());
        Assert.True(finding.IsUnobserved);
        Assert.True(finding.Confirmed);
        Assert.Equal(2, finding.Trace.Steps.Length);
        Assert.True(replay.Verdict == Checker.Counterexamples.ReplayVerdict.Holds, replay.Message);
    }

    [Fact]
    public void What_shows_to_whoever_looks_is_not_said_to_be_unobserved()
    {
        (ShrunkFinding finding, _) = SpoiltCheck.Keep(
            CheckMode.Random, () => new StubbornMachine(Outcome.Success));
        Assert.False(finding.IsUnobserved);
    }

    [Fact]
    public void A_runner_that_looks_only_at_the_end_looks_behind_no_other_command()
    {
        Assert.Null(Runner(only: false).Run(TwoWrites));
        Divergence divergence = Assert.IsType<Divergence>(Runner(only: true).Run(TwoWrites));
        Assert.Equal((1, ViewField.Msr), (divergence.Step, divergence.Field));
        MendedByLooks machine = new();
        LockstepRunner runner = new(new ModelMachine(Dialect.Sound.Readings), machine) { LooksOnlyAtTheEnd = true };
        Assert.Null(runner.Run(TwoWrites.AsSpan(0, 1)));
        int looksAtTheEnd = machine.Looks;
        Assert.Null(runner.Run([new Command.HostRead(0, Msr.Star), TwoWrites[0]]));
        Assert.Equal(2 * looksAtTheEnd, machine.Looks);
    }

    [Fact]
    public void What_shows_on_some_fresh_machines_and_not_on_others_is_told_and_not_kept()
    {
        int made = 0;
        using TemporaryFolder folder = new();
        JobReport report = SpoiltCheck.Run(CheckMode.Random, folder, () => made++ < 3
            ? new StubbornMachine(Outcome.Success) : VirtualMachines.OptimizedDirect());
        ShrunkFinding finding = Assert.Single(report.Findings);
        Assert.False(finding.Confirmed);
        Assert.Contains("not up to its commands alone", finding.Problem, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    private static FreshRunner Runner(bool only) =>
        new FreshRunner(() => new ModelMachine(Dialect.Sound.Readings), () => new MendedByLooks())
            .LookingOnlyAtTheEnd(only);
}
