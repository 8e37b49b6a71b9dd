using System.Diagnostics;

namespace MsrSpec.Mutation.Judging;

/// <summary>A process that runs some test classes with a mutant switched on, or none.</summary>
/// <param name="folder">The tests.</param>
internal sealed class TestRun(TestFolder folder)
{
    private const int Killed = 137;

    /// <summary>What an address-space fault or a stack overflow of a mutant must not leave behind.</summary>
    private static readonly (string Name, string Value)[] Quiet =
        [("DOTNET_DbgEnableMiniDump", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_gcServer", "0")];

    /// <summary>Runs test classes one after the other, up to the first failure.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="environment">What the process is told beside them.</param>
    /// <param name="words">Further words of its command line.</param>
    /// <param name="limit">What takes longer hangs.</param>
    /// <param name="cancellation">Ends the wait, and the process.</param>
    /// <returns>Its exit status, and the end of what it prints.</returns>
    public async Task<(int Status, string Output)> RunAsync(
        IEnumerable<string> classes, (string Name, string Value) environment, IEnumerable<string> words,
        TimeSpan limit, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet",
        [
            "exec", folder.Assembly, "-noLogo", "-noColor", "-noAutoReporters", "-stopOnFail", "-maxThreads", "1",
            "-parallelMode", "none", .. words, .. classes.SelectMany(name => new[] { "-class", name }),
        ])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in Quiet.Append(environment))
        {
            start.Environment[name] = value;
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output + await errors);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (Killed, "it hangs");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
