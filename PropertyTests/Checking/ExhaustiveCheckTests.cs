using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Small worlds are explored whole; an explorer that visits less is seen by its numbers.</summary>
public sealed class ExhaustiveCheckTests
{
    [Fact]
    public void Where_one_slot_of_ten_is_left_the_optimized_machine_agrees_in_every_state()
    {
        ExhaustiveReport report =
            new ExhaustiveCheck(Dialect.Sound.Readings, VirtualMachines.OptimizedDirect, Scopes.NearlyFull)
                .Run(cancellation: TestContext.Current.CancellationToken);
        Assert.True(report.Closed);
        Assert.Null(report.Divergence);
        Assert.Equal((756, 26_460L), (report.States, report.Transitions));
    }

    [Fact]
    public void Among_three_registers_the_optimized_machine_agrees_in_every_state()
    {
        ExhaustiveReport report =
            new ExhaustiveCheck(Dialect.Sound.Readings, VirtualMachines.OptimizedDirect, Scopes.Small)
                .Run(cancellation: TestContext.Current.CancellationToken);
        Assert.True(report.Closed);
        Assert.Null(report.Divergence);
        Assert.Equal((213_054, 7_456_890L), (report.States, report.Transitions));
        Assert.Equal(report.Transitions, report.Steps);
    }

    [Fact]
    public void The_scope_of_filters_closes_and_shows_no_difference()
    {
        ExhaustiveReport report =
            new ExhaustiveCheck(Dialect.Linux61.Readings, VirtualMachines.FilterDirect, Scopes.Filters)
                .Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Null(report.Divergence);
        Assert.True(report.Closed);
        Assert.Equal((74_562, 1_267_554), (report.States, report.Transitions));
    }

    [Fact]
    public void Among_three_registers_the_posted_patch_differs_and_the_path_shows_it_at_its_last_command()
    {
        ExhaustiveReport report =
            new ExhaustiveCheck(Dialect.Sound.Readings, VirtualMachines.PostedDirect, Scopes.Small)
                .Run(cancellation: TestContext.Current.CancellationToken);
        Assert.NotNull(report.Divergence);
        LockstepRunner runner = new(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.PostedDirect());
        Divergence? shown = runner.Run([.. report.Path]);
        Assert.Equal(report.Path.Count - 1, shown?.Step);
        Assert.Equal(report.Divergence.Claim, shown?.Claim);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', report.Path.Select(CommandPrinter.Print)));
    }

    [Fact]
    public void An_exploration_stops_at_its_bound_and_does_not_claim_to_be_closed()
    {
        ExhaustiveReport report =
            new ExhaustiveCheck(Dialect.Sound.Readings, VirtualMachines.OptimizedDirect, Scopes.Small)
                .Run(1_000, cancellation: TestContext.Current.CancellationToken);
        Assert.False(report.Closed);
        Assert.Null(report.Divergence);
    }
}
