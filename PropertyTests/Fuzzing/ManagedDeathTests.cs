using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>However a target dies, the input that killed it is on disk when the fuzzer has ended.</summary>
public sealed class ManagedDeathTests
{
    [Theory]
    [InlineData('t', "crash-*", 77)]
    [InlineData('s', "crash-died-*", 77)]
    [InlineData('f', "crash-died-*", 77)]
    [InlineData('a', "crash-died-*", 77)]
    [InlineData('x', "crash-died-*", 77)]
    [InlineData('h', "timeout-*", 70)]
    [InlineData('m', "oom-*", 71)]
    public async Task The_deadly_input_is_kept(char death, string artifact, int status)
    {
        using TemporaryFolder folder = new();
        byte[] input = [(byte)death, 1, 2, 3];
        await File.WriteAllBytesAsync(folder.File("input"), input, TestContext.Current.CancellationToken);

        string timeout = death == 'h' ? "-timeout=1" : "-timeout=60";
        int ended = await RunAsync(folder, "death", folder.File("input"), timeout, "-rss_limit_mb=300");

        Assert.Equal(status, ended);
        string kept = Assert.Single(Directory.GetFiles(folder.File("out"), artifact));
        Assert.Equal(input, await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(folder.File("out")));
    }

    [Fact]
    public async Task A_merge_goes_on_without_inputs_that_kill()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["s1", "f2", "good"])
        {
            Directory.CreateDirectory(folder.File("from"));
            await File.WriteAllTextAsync(
                folder.File($"from/{name}"), name, TestContext.Current.CancellationToken);
        }

        Directory.CreateDirectory(folder.File("into"));
        int status = await RunAsync(folder, "death", "-merge=1", folder.File("into"), folder.File("from"));

        Assert.Equal(0, status);
        Assert.Equal(2, Directory.GetFiles(folder.File("out"), "crash-died-*").Length);
    }

    [Fact]
    public async Task Jobs_run_apart_and_each_has_a_log()
    {
        using TemporaryFolder folder = new();
        int status = await RunAsync(folder, "trace-text", "-jobs=2", "-workers=2", "-runs=50", "-seed=1");
        Assert.Equal(0, status);
        foreach (string log in (string[])["fuzz-0.log", "fuzz-1.log"])
        {
            Assert.Contains(
                "Done 50 runs",
                await File.ReadAllTextAsync(folder.File(log), TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }
    }

    private static async Task<int> RunAsync(TemporaryFolder folder, params string[] words)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "MsrSpec.Fuzz.dll");
        ProcessStartInfo start = new(
            "dotnet",
            ["exec", program, .. words, "--engine=managed", $"-artifact_prefix={folder.File("out")}/"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(await output + await errors);
        return process.ExitCode;
    }
}
