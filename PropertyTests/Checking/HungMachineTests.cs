using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A machine that never answers ends neither a check nor a replay.</summary>
public sealed class HungMachineTests
{
    /// <summary>An event that never comes.</summary>
    private static readonly ManualResetEvent Never = new(false);

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
