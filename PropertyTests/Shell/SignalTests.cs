using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>However a check is asked to end, it ends with its report and leaves nothing in flight.</summary>
public sealed class SignalTests
{
    private const int Interrupted = 130;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly string[] Long =
    [
        "check", "--machine", "optimized-direct", "--mode", "random", "--sequences", "1000000000",
        "--counterexamples", "kept",
    ];

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task A_signal_ends_a_check_with_its_report_and_a_status_of_its_own(string signal)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await RunAndSignalAsync(signal, folder.Path);
        Assert.Equal(Interrupted, end.Status);
        Assert.Contains("interrupted: the run is not complete", end.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    private static async Task<ProgramEnd> RunAndSignalAsync(string signal, string folder)
    {
        using CancellationTokenSource patience =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Longest);
        CancellationToken cancellation = patience.Token;
        using Process check = Process.Start(Programs.HeedingCommand("msrspec", Long, folder))!;
        try
        {
            // Its progress is told every few seconds: then it listens, and works.
            string first = await check.StandardError.ReadLineAsync(cancellation) ?? string.Empty;
            Assert.Contains("optimized-direct, random", first, StringComparison.Ordinal);
            using Process kill = Process.Start("kill", [$"-{signal}", $"{check.Id}"]);
            Task<string> output = check.StandardOutput.ReadToEndAsync(cancellation);
            string errors = await check.StandardError.ReadToEndAsync(cancellation);
            await check.WaitForExitAsync(cancellation);
            return new ProgramEnd(check.ExitCode, await output, errors);
        }
        finally
        {
            check.Kill(entireProcessTree: true);
        }
    }
}
