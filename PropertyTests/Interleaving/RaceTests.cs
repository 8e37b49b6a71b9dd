using MsrSpec.Checker.Racing;
using MsrSpec.Checker.Running;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.Objects;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>What threads show of compiled allowlists.</summary>
public sealed class RaceTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    /// <summary>No more commands than the shortest trigger of a defect has.</summary>
    private static readonly Dictionary<string, int> MostCommands = new()
    {
        ["D1"] = 12,
        ["D2"] = 3,
        ["D6 (a)"] = 2,
        ["D6 (b)"] = 2,
        ["D6 (c)"] = 3,
        ["D7"] = 3,
    };

    public static TheoryData<string> Levels { get; } = ["posted-c", "posted-c-O1", "posted-c-O3", "posted-c-Os"];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Each_defect_is_found_with_two_threads_two_commands_behind_the_prefix_and_two_preemptions(string name)
    {
        RegisteredMachine machine = Races.Machine(name);
        using TemporaryFolder folder = new();
        RaceReport report = Races.Explore(Races.Plan(machine), folder.Path, Races.OfThePostedPatch.Values);
        Assert.Equal(report.Scenarios, report.Whole);
        Assert.True(report.IsAsExpected);
        Assert.All(report.Missing, defect => Assert.True(defect.DependsOnCompiler, defect.Id));
        Assert.All(report.Results, result =>
        {
            Assert.Equal([0, 1], Races.ThreadsOf(result).Order());
            Assert.InRange(result.Preemptions, 0, 2);
            Assert.InRange(result.Trace.Steps.Length, 2, MostCommands[result.Defect!.Id]);
            Assert.NotEmpty(result.Rows);
        });
        Assert.SkipWhen(
            report.Missing.Length > 0 && !compiled.IsGcc12,
            "this compiler stores an entry before its count: there is no D6 to find");
        Assert.Empty(report.Missing);
    }

    [Fact]
    public void The_generated_scenarios_show_every_defect()
    {
        RegisteredMachine machine = Races.Machine("posted-c");
        using TemporaryFolder folder = new();
        RaceReport report = new RaceSession(Races.Plan(machine), new(folder.Path))
            .Run(1, 40, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(report.IsAsExpected);
        Assert.SkipWhen(report.Missing.Length > 0 && !compiled.IsGcc12, "this compiler has made no D6");
        Assert.Empty(report.Missing);
        Assert.Equal((0, 40), (report.Differing, report.Whole));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_the_entry_is_stored_before_it_is_counted_every_schedule_is_right(bool isTso)
    {
        RegisteredMachine machine = Races.Machine("posted-c-entry-first");
        using TemporaryFolder folder = new();
        RaceReport report = Races.Explore(
            Races.Plan(machine, isTso) with { JudgesPolicy = false }, folder.Path,
            Races.OfThePostedPatch.Where(entry => entry.Key.StartsWith("D6", StringComparison.Ordinal))
                .Select(entry => entry.Value));
        Assert.Empty(report.Results);
        Assert.Equal(3, report.Whole);
        Assert.InRange(report.Reduced, 3, long.MaxValue);
        TestContext.Current.SendDiagnosticMessage($"{report.Reduced} schedules");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_sound_object_is_right_in_every_schedule(bool isTso)
    {
        RegisteredMachine machine = Races.Machine("sound-c");
        using TemporaryFolder folder = new();
        RaceReport report = new RaceSession(Races.Plan(machine, isTso), new(folder.Path))
            .Run(2, isTso ? 1 : 6, _ => { }, TestContext.Current.CancellationToken);
        Assert.Empty(report.Results);
        Assert.Equal((0, report.Scenarios), (report.Differing, report.Whole));
    }

    [Fact]
    public void A_scenario_whose_prefix_differs_is_left_out_and_counted()
    {
        RegisteredMachine machine = Races.Machine("posted-c");
        using TemporaryFolder folder = new();
        RaceReport report = Races.Explore(
            Races.Plan(machine) with { Dialect = Dialect.Sound }, folder.Path,
            "ioctl add-allowlist flags=read nmsrs=0 base=0x10 bits=none\nthread0 decision read 0x10");
        Assert.Equal((1, 0), (report.Differing, report.Scenarios));
    }
}
