using System.Diagnostics;
using MsrSpec.PropertyTests.House;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>
/// The fuzzer as a program of its own: what a target does to its process cannot be tested within ours.
/// </summary>
internal static class FuzzProgram
{
    /// <summary>Where it was built: there, and only there, it lies beside woven assemblies.</summary>
    private static readonly BuiltProgram Program = new("Fuzz");

    /// <summary>The command line, whose verb <c>fuzz</c> becomes this program.</summary>
    private static readonly BuiltProgram CommandLine = new("Cli", "msrspec");

    /// <summary>The file of the fuzzer.</summary>
    public static string Assembly => Program.Assembly;

    /// <summary>The file of the command line.</summary>
    public static string FrontDoor => CommandLine.Assembly;

    /// <summary>
    /// Runs it to its end, as the child of a shell. Linux counts the peak of a process's memory from that of the one
    /// it was forked from; libFuzzer would judge the memory of all these tests.
    /// </summary>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="cancellation">Ends the wait, and the program.</param>
    /// <returns>The exit status, and all that it prints.</returns>
    public static Task<(int Status, string Output)> RunAsync(
        IEnumerable<string> words, string folder, CancellationToken cancellation) => BuiltProgram.RunAsync(
        BuiltProgram.Command("sh", ["-c", "dotnet exec \"$@\"; exit $?", "sh", Program.Assembly, .. words], folder),
        cancellation);

    /// <summary>Starts it.</summary>
    public static Process Start(IEnumerable<string> words, string folder) =>
        Start("dotnet", ["exec", Program.Assembly, .. words], folder);

    /// <summary>Starts it through the front door.</summary>
    public static Process StartFrontDoor(IEnumerable<string> words, string folder) =>
        Start("dotnet", ["exec", FrontDoor, "fuzz", .. words], folder);

    /// <summary>Starts a program that starts it. What it makes for itself goes into its current folder.</summary>
    public static Process Start(string program, IEnumerable<string> words, string folder)
    {
        ProcessStartInfo start = BuiltProgram.Command(program, words, folder);
        start.Environment["TMPDIR"] = folder;
        return Process.Start(start)!;
    }
}
