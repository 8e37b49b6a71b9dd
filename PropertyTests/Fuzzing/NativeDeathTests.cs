using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MsrSpec.Fuzz.Engine.Native;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>However a target ends the process of libFuzzer, its input is left on disk, once.</summary>
public sealed class NativeDeathTests
{
    private const string Hang = "hang";
    private const int Crash = 77;
    private const int Timeout = 70;
    private const int OutOfMemory = 71;
    private const int Interrupted = 72;
    private const int Aborted = 134;

    public NativeDeathTests() => Assert.SkipWhen(NativeEngine.TryLoad(out string whyNot) is null, whyNot);

    [Theory]
    [InlineData("problem", "crash-", Crash)]
    [InlineData("exception", "crash-", Crash)]
    [InlineData("thread's exception", "crash-", Crash)]
    [InlineData("x: Environment.Exit", "crash-", Crash)]
    [InlineData("stack overflow", "crash-", Aborted)]
    [InlineData("fail fast", "crash-", Aborted)]
    [InlineData("access violation", "crash-", Aborted)]
    [InlineData(Hang, "timeout-", Timeout)]
    [InlineData("memory", "oom-", OutOfMemory)]
    public async Task An_input_that_ends_the_process_is_left_on_disk(string input, string prefix, int status)
    {
        using TemporaryFolder folder = new();
        (int actual, string output) = await RunAsync(folder, input, "-artifact_prefix=artifacts/", "corpus");
        Assert.True(actual == status, $"exit status {actual}\n{output}");
        string artifact = Assert.Single(Directory.GetFiles(folder.File("artifacts")));
        Assert.Equal(prefix + Hash(input), Path.GetFileName(artifact));
        Assert.Equal(input, await File.ReadAllTextAsync(artifact, TestContext.Current.CancellationToken));
        Assert.Contains(Path.GetFileName(artifact), output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("problem")]
    [InlineData("stack overflow")]
    public async Task An_exact_path_is_where_the_input_goes(string input)
    {
        using TemporaryFolder folder = new();
        _ = await RunAsync(folder, input, "-artifact_prefix=artifacts/", "-exact_artifact_path=here", "corpus");
        Assert.Empty(Directory.GetFiles(folder.File("artifacts")));
        string found = await File.ReadAllTextAsync(folder.File("here"), TestContext.Current.CancellationToken);
        Assert.Equal(input, found);
    }

    [Theory]
    [InlineData("problem")]
    [InlineData("stack overflow")]
    public async Task A_replayed_file_is_not_written_again(string input)
    {
        using TemporaryFolder folder = new();
        (int status, string output) = await RunAsync(folder, input, "-artifact_prefix=artifacts/", "corpus/input");
        Assert.True(status is Crash or Aborted, output);
        Assert.Empty(Directory.GetFiles(folder.File("artifacts")));
    }

    [Fact]
    public async Task An_interrupt_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        Prepare(folder, Hang);
        using Process fuzzer = FuzzProgram.Start(
            ["death", "--engine=native", "-rss_limit_mb=0", "-artifact_prefix=artifacts/", "corpus"], folder.Path);
        try
        {
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            await WaitForAsync(fuzzer.StandardError, "seed corpus:", cancellation);
            using Process interrupt = Process.Start("kill", ["-INT", $"{fuzzer.Id}"]);
            string rest = await fuzzer.StandardError.ReadToEndAsync(cancellation);
            await fuzzer.WaitForExitAsync(cancellation);
            Assert.True(fuzzer.ExitCode == Interrupted, $"exit status {fuzzer.ExitCode}\n{rest}");
            Assert.Empty(Directory.GetFiles(folder.File("artifacts")));
        }
        finally
        {
            fuzzer.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Inputs_that_end_the_process_do_not_end_a_merge()
    {
        using TemporaryFolder folder = new();
        Prepare(folder, "stack overflow");
        string[] others = ["problem", "thread's exception", "nothing"];
        foreach (string other in others)
        {
            await File.WriteAllTextAsync(
                folder.File($"corpus/{other[0]}"), other, TestContext.Current.CancellationToken);
        }

        _ = Directory.CreateDirectory(folder.File("merged"));
        (int status, string output) = await FuzzProgram.RunAsync(
            ["death", "--engine=native", "-merge=1", "-artifact_prefix=artifacts/", "merged", "corpus"],
            folder.Path,
            TestContext.Current.CancellationToken);
        Assert.True(status == 0, output);
        string kept = Assert.Single(Directory.GetFiles(folder.File("merged")));
        Assert.Equal("nothing", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
    }

    private static async Task WaitForAsync(StreamReader output, string text, CancellationToken cancellation)
    {
        while (await output.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"the program ends without saying '{text}'");
    }

    private static Task<(int Status, string Output)> RunAsync(
        TemporaryFolder folder, string input, params string[] words)
    {
        Prepare(folder, input);
        return FuzzProgram.RunAsync(
            [
                "death", "--engine=native", "-runs=10", input == Hang ? "-timeout=1" : "-timeout=25",
                "-rss_limit_mb=400", .. words,
            ],
            folder.Path,
            TestContext.Current.CancellationToken);
    }

    private static void Prepare(TemporaryFolder folder, string input)
    {
        _ = Directory.CreateDirectory(folder.File("artifacts"));
        _ = Directory.CreateDirectory(folder.File("corpus"));
        File.WriteAllText(folder.File("corpus/input"), input);
    }

#pragma warning disable CA5350 // A file's name, as libFuzzer gives it; nothing is secured by it.
    private static string Hash(string input) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(input)));
#pragma warning restore CA5350
}
