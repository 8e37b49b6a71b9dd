using MsrSpec.Checker.Counterexamples;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>What a run prints with views is what a trace records.</summary>
public sealed class RunViewTests
{
    private const string Headers =
        "msrspec-trace 1\nmachine: optimized\nreference: v2-sound\nend: agreement\n\n";

    private const string Commands =
        "ioctl add-allowlist flags=read nmsrs=1 base=0x174 bits=0\nvcpu1 rdmsr 0x174 long64 cpl0\ndestroy-vm\n";

    [Fact]
    public async Task What_is_printed_is_a_trace_whose_views_hold()
    {
        using TemporaryFolder folder = new();
        string output = await RunAsync(folder, Headers + Commands);
        string[] views = [.. output.Split('\n').Where(line => line.StartsWith("  view ", StringComparison.Ordinal))];
        Assert.Equal(3, views.Length);
        Assert.Contains("view vcpu1", views[1], StringComparison.Ordinal);
        Assert.EndsWith("decisions 0x174=r 0x175=none", views[0], StringComparison.Ordinal);
        ReplayResult replayed = new Replayer(MachineRegistry.MakerOf).Replay("f", Headers + output);
        Assert.True(replayed.Verdict == ReplayVerdict.Holds, replayed.Message);
        Assert.Equal(output, await RunAsync(folder, Headers + output));
    }

    [Fact]
    public async Task A_recorded_view_that_is_another_than_the_machine_s_follows_as_a_comment()
    {
        using TemporaryFolder folder = new();
        string output = await RunAsync(folder, Headers + Commands);
        string first = output.Split('\n').First(line => line.StartsWith("  view ", StringComparison.Ordinal));
        string changed = first.Replace("slots=1", "slots=2", StringComparison.Ordinal);
        string again = await RunAsync(folder, Headers + output.Replace(first, changed, StringComparison.Ordinal));
        Assert.Contains($"{first}\n#   the file records: {changed.Trim()}\n", again, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, string trace)
    {
        await File.WriteAllTextAsync(folder.File("a.trace"), trace, TestContext.Current.CancellationToken);
        ProgramEnd end = await Programs.RunAsync("msrspec", ["run", "a.trace", "--views"], folder.Path);
        Assert.Equal(0, end.Status);
        return end.Output;
    }
}
