using System.Diagnostics;

namespace MsrSpec.PropertyTests.House;

/// <summary>A program of this repository, to be run in a process of its own.</summary>
/// <param name="project">The project that it is built by.</param>
/// <param name="name">The assembly's name, if it is not that of the project.</param>
internal sealed class BuiltProgram(string project, string? name = null)
{
    /// <summary>The folder of the configuration that these tests were built in, such as <c>release</c>.</summary>
    private static readonly string Configuration =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>What takes longer hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The program where it was built, not the copy that lies beside these tests.</summary>
    public string Assembly { get; } = Repository.PathOf(
        Path.Combine("artifacts", "bin", project, Configuration, $"{name ?? "MsrSpec." + project}.dll"));

    /// <summary>How it is started.</summary>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    public ProcessStartInfo Command(IEnumerable<string> words, string folder) =>
        Command("dotnet", ["exec", Assembly, .. words], folder);

    /// <summary>How any program is started so that its outputs can be read.</summary>
    public static ProcessStartInfo Command(string program, IEnumerable<string> words, string folder) =>
        new(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">How it is started.</param>
    /// <param name="cancellation">Ends the wait, and the program.</param>
    /// <returns>The exit status, and all that it prints.</returns>
    public static async Task<(int Status, string Output)> RunAsync(
        ProcessStartInfo start, CancellationToken cancellation)
    {
        ProgramEnd end = await RunApartAsync(start, cancellation);
        return (end.Status, end.Output + end.Errors);
    }

    /// <summary>Runs a program to its end, and tells its two outputs apart.</summary>
    /// <param name="start">How it is started.</param>
    /// <param name="cancellation">Ends the wait, and the program.</param>
    public static async Task<ProgramEnd> RunApartAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        return await WaitAsync(start, patience.Token);
    }

    private static async Task<ProgramEnd> WaitAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using Process process = Process.Start(start)!;
        try
        {
            // The outputs end with the last process that holds them, so what outlives the program has ended too.
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            string errors = await process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ProgramEnd(process.ExitCode, await output, errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
