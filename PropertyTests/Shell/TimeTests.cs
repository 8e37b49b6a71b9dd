using System.Diagnostics;
using System.Text.Json;
using MsrSpec.Checker.Running;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>A time limit is shared among the jobs, obeyed by all, and not confused with a finding.</summary>
public sealed class TimeTests
{
    private const int Seconds = 3;
    private const int Slack = 60;
    private const int NotComplete = 3;

    [Fact]
    public async Task Every_job_has_a_share_of_the_time_and_what_is_not_complete_has_a_status_of_its_own()
    {
        using TemporaryFolder folder = new();
        long start = Stopwatch.GetTimestamp();

        // No machine searches the scope exhaustively in its share of three seconds.
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["check", "--time", $"{Seconds}", "--json", "-"], folder.Path);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, Seconds + Slack);
        Assert.True(end.Status == NotComplete, $"exit status {end.Status}\n{end.Errors}");
        using JsonDocument report = JsonDocument.Parse(end.Output);
        JsonElement[] jobs = [.. report.RootElement.GetProperty("jobs").EnumerateArray()];
        JsonElement[] random = [.. jobs.Where(job => job.GetProperty("mode").GetString() == "random")];
        StandardMachines standard = MachineRegistry.Standard;
        Assert.Equal(standard.Random.Count + standard.Others.Count + 1, random.Length);
        Assert.True(jobs.Length > random.Length);
        Assert.All(random, job => Assert.NotEqual(0, job.GetProperty("commands").GetInt64()));
        Assert.Contains("not complete", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_sequences_need_no_more_than_the_time_that_they_are_given()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync(
            "msrspec",
            ["check", "--machine", "optimized-direct", "--mode", "random", "--time", "1", "--sequences", "1000000000"],
            folder.Path);
        Assert.True(end.Status == 0, end.Output + end.Errors);
    }

    [Fact]
    public async Task A_known_defect_that_the_time_did_not_reach_is_not_complete_and_no_finding()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["check", "--machine", "posted", "--mode", "random", "--time", "0.001"], folder.Path);
        Assert.True(end.Status == NotComplete, end.Output + end.Errors);
    }

    [Fact]
    public async Task A_known_defect_that_a_whole_run_does_not_find_is_a_finding()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["check", "--machine", "posted", "--mode", "random", "--sequences", "1"], folder.Path);
        Assert.True(end.Status == 1, end.Output + end.Errors);
        Assert.Contains("KNOWN NOT FOUND", end.Output, StringComparison.Ordinal);
    }
}
