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
        Process.Start(Program.Command(words, folder))!;
}
