using System.Diagnostics;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

/// <summary>
/// The comparison with hardware as a program of its own: the instructions that it gives to the processor may end its
/// process, which must not be ours.
/// </summary>
internal static class HardwareProgram
{
    /// <summary>The variable that says what the program simulates of its machine.</summary>
    public const string SimulationVariable = "MSRSPEC_SIMULATE";

    private static readonly BuiltProgram Program = new("Hardware");

    /// <summary>Runs it on this machine, or on what the environment of the tests says to simulate.</summary>
    /// <param name="words">Its command line.</param>
    public static Task<HardwareReport> RunAsync(params string[] words) => RunAsync(Command(words));

    /// <summary>Runs it on a simulated machine.</summary>
    /// <param name="simulation">What is simulated; nothing if it is empty.</param>
    /// <param name="words">Its command line.</param>
    public static Task<HardwareReport> RunOnAsync(string simulation, params string[] words)
    {
        ProcessStartInfo start = Command(words);
        start.Environment[SimulationVariable] = simulation;
        return RunAsync(start);
    }

    private static ProcessStartInfo Command(string[] words) => Program.Command(words, Repository.Root);

    private static async Task<HardwareReport> RunAsync(ProcessStartInfo start)
    {
        (int status, string output) = await BuiltProgram.RunAsync(start, TestContext.Current.CancellationToken);
        return new HardwareReport(status, output);
    }
}
