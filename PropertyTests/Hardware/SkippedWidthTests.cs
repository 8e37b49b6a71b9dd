using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

/// <summary>On a machine that does not run code of every width, exactly the others are compared.</summary>
public sealed class SkippedWidthTests
{
    private const int Success = 0;
    private const int Usage = 2;
    private const int Refused = 3;

    private static readonly int[] Narrow = [32, 16];

    /// <summary>What is simulated, and what the reason must tell of it.</summary>
    public static TheoryData<string, string> Simulations { get; } = new()
    {
        { "no-ldt", "does not see" },
        { "trial-dies", "died (signal 11)" },
    };

    public static TheoryData<int> Widths { get; } = [.. CodeWidths.All];

    [Theory]
    [MemberData(nameof(Simulations))]
    public async Task Widths_that_the_machine_does_not_run_are_skipped_and_the_other_is_compared(
        string simulation, string reason)
    {
        HardwareReport whole = await HardwareProgram.RunOnAsync("", "run", "--bits", "64", "--cases", "10000");
        Assert.SkipUnless(whole.Skipped.Count == 0, whole.Output);
        HardwareReport report = await HardwareProgram.RunOnAsync(simulation, "run", "--cases", "10000");
        Assert.True(report.Status == Success, report.Output);
        Assert.Equal(Narrow, report.Skipped.Keys.OrderDescending());
        Assert.All(report.Skipped, skipped => Assert.Contains(reason, skipped.Value, StringComparison.Ordinal));
        Assert.All(report.Skipped, skipped => Assert.Contains(
            $"{skipped.Key}-bit", skipped.Value, StringComparison.Ordinal));
        Assert.Equal(0, report.Mismatches);
        Assert.True(report.Cases >= 10_000, report.Output);
        Assert.Equal(whole.Encodings, report.Encodings);
    }

    [Theory]
    [MemberData(nameof(Simulations))]
    public async Task A_run_of_nothing_but_a_skipped_width_says_so_and_succeeds(string simulation, string reason)
    {
        HardwareReport report = await HardwareProgram.RunOnAsync(simulation, "run", "--bits", "32");
        Assert.True(report.Status == Success, report.Output);
        KeyValuePair<int, string> skipped = Assert.Single(report.Skipped);
        Assert.Equal(32, skipped.Key);
        Assert.Contains(reason, skipped.Value, StringComparison.Ordinal);
        Assert.Null(report.Mismatches);
    }

    [Theory]
    [MemberData(nameof(Simulations))]
    public async Task A_single_case_of_a_skipped_width_is_skipped(string simulation, string reason)
    {
        int group = Catalog.Tested.TakeWhile(entry => entry.Bits != 16).Count();
        HardwareReport report = await HardwareProgram.RunOnAsync(
            simulation, "run", "--case", $"{group * TestGroup.Size}");
        Assert.True(report.Status == Success, report.Output);
        Assert.Contains(reason, report.Skipped[16], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Simulations))]
    public async Task Where_a_width_is_skipped_nothing_is_recorded(string simulation, string reason)
    {
        using TemporaryFolder folder = new();
        HardwareReport report = await HardwareProgram.RunOnAsync(
            simulation, "record", "--out", folder.File("vectors.bin"), "--cases", "100");
        Assert.True(report.Status == Usage, report.Output);
        Assert.Contains(reason, report.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task A_simulation_that_nobody_knows_is_refused()
    {
        HardwareReport report = await HardwareProgram.RunOnAsync("no-such-thing", "run", "--cases", "1");
        Assert.True(report.Status == Usage, report.Output);
        Assert.Contains(HardwareProgram.SimulationVariable, report.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_run_compares_a_width_exactly_if_its_trial_succeeds(int bits)
    {
        HardwareReport trial = await HardwareProgram.RunOnAsync("", "probe", $"{bits}");
        HardwareReport run = await HardwareProgram.RunOnAsync("", "run", "--bits", $"{bits}", "--cases", "1000");
        Assert.Equal(Success, run.Status);
        if (trial.Status == Success)
        {
            Assert.Empty(trial.Output);
            Assert.Empty(run.Skipped);
            Assert.True(run.Cases >= 1000, run.Output);
        }
        else
        {
            Assert.True(trial.Status is Refused or > 128, trial.Output);
            Assert.Equal(bits, Assert.Single(run.Skipped).Key);
        }
    }
}
