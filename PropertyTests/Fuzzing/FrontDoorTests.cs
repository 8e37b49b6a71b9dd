using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary><c>msrspec fuzz</c> becomes the fuzzer: one process, one exit status.</summary>
public sealed class FrontDoorTests
{
    private const int UsageError = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "allowlist", "list")]
    [InlineData(UsageError, "unknown target or verb 'nonsense'", "nonsense")]
    [InlineData(UsageError, "'--counterexamples=' has no value", "canary", "-runs=1", "--counterexamples=")]
    [InlineData(UsageError, "'--counterexamples=' has no value", "canary", "--counterexamples=", "-runs=1")]
    [InlineData(UsageError, "argument missing for option: '--counterexamples'", "canary", "--counterexamples")]
    [InlineData(UsageError, "argument missing for option: '--runs'", "smoke", "--runs")]
    [InlineData(UsageError, "argument missing for option: '--html'", "coverage", "--html")]
    [InlineData(0, "Usage", "help", "canary")]
    [InlineData(UsageError, "neither a flag nor a file", "canary", "--engine=managed", "nowhere")]
    public async Task The_answer_is_that_of_the_fuzzer(int expected, string text, params string[] words)
    {
        using TemporaryFolder folder = new();
        using Process process = FuzzProgram.StartFrontDoor(words, folder.Path);
        (int status, string output) = await EndAsync(process);
        Assert.True(status == expected, $"exit status {status}\n{output}");
        Assert.Contains(text, output, StringComparison.Ordinal);
        Assert.Empty(folder.Files); // of two runtimes in one process, too
    }

    [Fact]
    public async Task A_fuzzer_that_cannot_be_started_is_an_error_on_one_line()
    {
        string program = Path.ChangeExtension(FuzzProgram.FrontDoor, null);
        Assert.SkipUnless(File.Exists(program), $"{program} is not built");
        using TemporaryFolder folder = new();
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        string variables = $"DOTNET_ROOT={root} DOTNET_HOST_PATH=/nonexistent/host";
        using Process process = FuzzProgram.Start("sh", ["-c", $"{variables} exec {program} fuzz list"], folder.Path);
        (int status, string output) = await EndAsync(process);
        Assert.Equal(UsageError, status);
        Assert.Equal(
            "msrspec: the fuzzer cannot be started by /nonexistent/host: No such file or directory", output.Trim());
    }

    private static async Task<(int Status, string Output)> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
        string errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output + errors);
    }
}
