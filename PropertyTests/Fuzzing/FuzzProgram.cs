using System.Diagnostics;
using MsrSpec.PropertyTests.House;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>
/// The fuzzer as a program of its own: what a target does to its process cannot be tested within ours.
/// </summary>
internal static class FuzzProgram
{
    /// <summary>The folder of the configuration that these tests were built in, such as <c>release</c>.</summary>
    private static readonly string Configuration =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The program where it was built: there, and only there, it lies beside woven assemblies.</summary>
    public static string Assembly { get; } =
        Repository.PathOf(Path.Combine("artifacts", "bin", "Fuzz", Configuration, "MsrSpec.Fuzz.dll"));

    /// <summary>The command line, whose verb <c>fuzz</c> becomes this program.</summary>
    public static string FrontDoor { get; } =
        Repository.PathOf(Path.Combine("artifacts", "bin", "Cli", Configuration, "msrspec.dll"));

    /// <summary>Runs it to its end.</summary>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="cancellation">Ends the wait, and the program.</param>
    /// <returns>The exit status, and all that it prints.</returns>
    public static async Task<(int Status, string Output)> RunAsync(
        IEnumerable<string> words, string folder, CancellationToken cancellation)
    {
        using Process process = StartApart(words, folder);
        try
        {
            // The outputs end with the last process that holds them, so what outlives the program has ended too.
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            string errors = await process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts it.</summary>
    public static Process Start(IEnumerable<string> words, string folder) =>
        Start("dotnet", ["exec", Assembly, .. words], folder);

    /// <summary>Starts it through the front door.</summary>
    public static Process StartFrontDoor(IEnumerable<string> words, string folder) =>
        Start("dotnet", ["exec", FrontDoor, "fuzz", .. words], folder);

    /// <summary>
    /// Starts it as the child of a shell. Linux counts the peak of a process's memory from that of the one it was
    /// forked from; libFuzzer would judge the memory of all these tests.
    /// </summary>
    private static Process StartApart(IEnumerable<string> words, string folder) =>
        Start("sh", ["-c", "dotnet exec \"$@\"; exit $?", "sh", Assembly, .. words], folder);

    /// <summary>Starts a program that starts it. What it makes for itself goes into its current folder.</summary>
    public static Process Start(string program, IEnumerable<string> words, string folder)
    {
        ProcessStartInfo start = new(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = folder;
        return Process.Start(start)!;
    }
}
