using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Interleaving;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>What <c>race</c> prints, and how it ends.</summary>
public sealed class RaceVerbTests
{
    private const string Trace = """
        msrspec-trace 1

        thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
        thread1 decision read 0x10

        """;

    [Theory]
    [InlineData("sc", "in one order (sequential consistency)")]
    [InlineData("tso", "stores buffered (TSO)")]
    public async Task A_file_s_threads_are_explored_in_either_memory_order(string order, string said)
    {
        _ = Races.Machine("sound-c");
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("a.trace"), Trace, TestContext.Current.CancellationToken);
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["race", "sound-c", "a.trace", "--memory-order", order], folder.Path);
        Assert.Equal((0, string.Empty), (end.Status, end.Errors));
        Assert.Contains(said, end.Output, StringComparison.Ordinal);
        Assert.Contains("1 scenarios, of 1 of them every schedule", end.Output, StringComparison.Ordinal);
        Assert.Contains("no race\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_is_shown_in_columns_and_kept()
    {
        _ = Races.Machine("posted-c");
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", ["race", "posted-c", "--scenarios", "1"], folder.Path);
        Assert.Equal(0, end.Status);
        Assert.Contains("known defect D1", end.Output, StringComparison.Ordinal);
        Assert.Matches("\n +thread 0 +thread 1\n", end.Output);
        Assert.Matches("\n +~ begins: ", end.Output);
        Assert.Contains("waits for ever: mutex_lock", end.Output, StringComparison.Ordinal);
        Assert.Contains(folder.Files, file => file.EndsWith(".trace", StringComparison.Ordinal));
        ProgramEnd replay = await Programs.RunAsync("msrspec", ["replay", "counterexamples"], folder.Path);
        Assert.Equal(0, replay.Status);
    }

    [Fact]
    public async Task A_counterexample_that_no_longer_holds_stands_in_no_new_one_s_way()
    {
        _ = Races.Machine("posted-c");
        using TemporaryFolder folder = new();
        await RaceAsync(folder);
        string file = folder.Files.Single(
            name => name.EndsWith("full-table-releases-the-lock.trace", StringComparison.Ordinal));
        string good = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            file, good.Replace("!! blocked", "!! denied", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await RaceAsync(folder);
        Assert.Equal(good, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(file + ".bad"));

        static async Task RaceAsync(TemporaryFolder folder) => Assert.Equal(
            0, (await Programs.RunAsync("msrspec", ["race", "posted-c", "--scenarios", "1"], folder.Path)).Status);
    }

    [Fact]
    public async Task A_trace_with_threads_is_not_run_as_if_it_had_none()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("a.trace"), Trace, TestContext.Current.CancellationToken);
        ProgramEnd end = await Programs.RunAsync("msrspec", ["run", "a.trace"], folder.Path);
        Assert.Equal((2, string.Empty), (end.Status, end.Output));
        Assert.Contains("a.trace: it has threads", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot be made by several threads", "optimized")]
    [InlineData("unknown machine", "nobody")]
    [InlineData("unknown dialect 'v3'", "sound-c", "--dialect", "v3")]
    [InlineData("no such file", "sound-c", "none.trace")]
    [InlineData("a.trace: threads add ranges and ask for decisions", "sound-c", "a.trace")]
    [InlineData("b.trace: no command has a thread in front of it", "sound-c", "b.trace")]
    [InlineData("fast", "sound-c", "--memory-order", "fast")]
    public async Task What_cannot_be_explored_is_refused_in_one_line(string said, params string[] words)
    {
        _ = Races.Machine("sound-c");
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(
            folder.File("a.trace"), Trace + "thread1 destroy-vm\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder.File("b.trace"), "msrspec-trace 1\ndestroy-vm\n", TestContext.Current.CancellationToken);
        ProgramEnd end = await Programs.RunAsync("msrspec", ["race", .. words], folder.Path);
        Assert.Equal((2, string.Empty), (end.Status, end.Output));
        Assert.Contains(said, end.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", end.Errors, StringComparison.Ordinal);
    }
}
