using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>Whatever a machine under test does itself, the program says so and ends with a failure.</summary>
public sealed class WrongMachineTests
{
    private const string Crash = "crashed System.IO.InvalidDataException at MsrSpec.PropertyTests.Shell.Faults";
    private const string Trace = """
        msrspec-trace 1

        vcpu0 get-msr 0x10 -> value 0x0
        ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none -> ok
        destroy-vm -> destroyed leaked=0
        """;

    private static readonly string[] Check =
        ["check", "--machine", "optimized-direct", "--mode", "random", "--sequences", "2000", "--counterexamples", "."];

    [Fact]
    public async Task A_machine_that_ends_the_process_is_a_failure_and_its_sequence_is_kept()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await RunAsync(Faults.Exits, folder, Check);
        Assert.Equal(1, end.Status);
        Assert.Contains("something ended this process in the midst of its work", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("as expected", end.Output, StringComparison.Ordinal);
        Assert.StartsWith(".in-flight-", Path.GetFileName(Assert.Single(folder.Files)), StringComparison.Ordinal);

        ProgramEnd next = await RunAsync(Faults.Throws, folder, Check);
        Assert.Equal(1, next.Status);
        Assert.DoesNotContain(folder.Files, file => file.Contains(".in-flight-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thread_of_a_machine_does_not_keep_a_check_that_is_over()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await RunAsync(Faults.KeepsAThread, folder, Check);
        Assert.True(end.Status == 0, end.Output + end.Errors);
    }

    [Theory]
    [InlineData(Faults.Throws, Crash)]
    [InlineData(Faults.CannotBeMade, Crash)]
    [InlineData(Faults.Hangs, "hung")]
    public async Task A_check_says_that_the_machine_itself_failed(string fault, string how)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await RunAsync(fault, folder, Check);
        Assert.Equal(1, end.Status);
        Assert.Contains($"    THE MACHINE ITSELF FAILED: {how}", end.Output, StringComparison.Ordinal);
        Assert.Contains("breaks lifetime.every-command-is-answered", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("exception", end.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_no_machine_made_afresh_shows_is_told_with_what_was_seen_and_where()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await RunAsync(Faults.FailsOnce, folder, Check);
        Assert.Equal(1, end.Status);
        Assert.Contains("    NOT CONFIRMED: seen once, seed=1 mode=random sequence=", end.Output,
            StringComparison.Ordinal);
        Assert.Contains("a machine made afresh shows it neither in this sequence nor", end.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_time_ends_shrinking_after_a_grace_and_what_is_small_so_far_is_kept()
    {
        using TemporaryFolder folder = new();
        long start = Stopwatch.GetTimestamp();
        ProgramEnd end = await RunAsync(Faults.ThrowsLate, folder, [.. Check, "--time", "5"]);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 60);
        Assert.Equal(1, end.Status);
        Assert.Contains("SHRINKING WAS ENDED EARLY", end.Output, StringComparison.Ordinal);
        Assert.Single(folder.Files);
    }

    [Theory]
    [InlineData(Faults.Throws, Crash)]
    [InlineData(Faults.Hangs, "hung")]
    public async Task A_run_prints_how_the_machine_ended_and_ends_with_it(string fault, string how)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("a"), Trace, TestContext.Current.CancellationToken);
        ProgramEnd end = await RunAsync(fault, folder, ["run", "a", "--machine", "optimized-direct"]);
        Assert.Equal(1, end.Status);
        Assert.Contains($"bits=none -> ok !! {how}", end.Output, StringComparison.Ordinal);
        Assert.Contains($"optimized-direct itself failed, which ended the run: {how}", end.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("destroy-vm", end.Output, StringComparison.Ordinal);
        Assert.Empty(end.Errors);
    }

    [Theory]
    [InlineData(Faults.Throws, "optimized-direct", "v2-sound", Crash)]
    [InlineData(Faults.Throws, "optimized-direct", "posted-direct", Crash)]
    [InlineData(Faults.CannotBeMade, "posted-direct", "optimized-direct", Crash)]
    [InlineData(Faults.Hangs, "optimized-direct", "posted-direct", "hung")]
    public async Task A_difference_can_be_that_one_machine_fails(string fault, string left, string right, string how)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await RunAsync(fault, folder, ["diff", left, right]);
        Assert.True(end.Status == 0, end.Errors);
        Assert.Contains($"optimized-direct: {how}", end.Output, StringComparison.Ordinal);
        Assert.Empty(end.Errors);
    }

    private static Task<ProgramEnd> RunAsync(string fault, TemporaryFolder folder, IEnumerable<string> words)
    {
        ProcessStartInfo start = Programs.Command("msrspec", words, folder.Path);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[Faults.Variable] = fault;
        return BuiltProgram.RunApartAsync(start, TestContext.Current.CancellationToken);
    }
}
