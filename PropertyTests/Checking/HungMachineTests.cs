using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Checker.Sampling;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A machine that never answers ends neither a check nor a replay.</summary>
public sealed class HungMachineTests
{
    /// <summary>An event that never comes.</summary>
    private static readonly ManualResetEvent Never = new(false);

    [Fact]
    public void Who_reads_the_progress_may_take_longer_than_a_machine_may()
    {
        RandomOptions options = new(1, 200, 8, []) { Patience = TimeSpan.FromMilliseconds(400) };
        RandomReport report = new RandomCheck(options).Run(
            new ModelMachine(Dialect.Sound.Readings), VirtualMachines.OptimizedDirect,
            progress: _ => Thread.Sleep(1000), cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings);
        Assert.Equal(200, report.Sequences);
    }

    [Theory]
    [InlineData(CheckMode.Random, false)]
    [InlineData(CheckMode.Exhaustive, true)]
    public void A_machine_that_does_not_answer_is_found_and_ended(CheckMode mode, bool spins)
    {
        (ShrunkFinding finding, ReplayResult replay) = SpoiltCheck.Keep(mode, () => new SpoiltMachine((command, vm) =>
        {
            while (command is Command.CompleteExit)
            {
                if (!spins)
                {
                    _ = Never.WaitOne();
                }
            }

            return null;
        }));
        Assert.Equal("hung", finding.Divergence.Claim);
        Assert.Single(finding.Trace.Steps);
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }
}
