using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Probing;

/// <summary>
/// Finds out which widths of code this machine runs, before this process runs any. A kernel may report success and
/// install no segment, and then the first load of its selector ends the process; so a child process tries each width.
/// </summary>
internal static class HostProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly FrozenDictionary<int, Lazy<Task<string?>>> Trials = CodeWidths.All.ToFrozenDictionary(
        bits => bits, bits => new Lazy<Task<string?>>(() => StartAsync(bits)));

    /// <summary>Starts the trials of some widths, side by side, and does not wait for their ends.</summary>
    /// <param name="widths">The widths.</param>
    public static void Begin(IReadOnlyCollection<int> widths)
    {
        foreach (int bits in widths)
        {
            _ = Trials[bits].Value;
        }
    }

    /// <summary>Why code of a width must not be run in this process, or null. A width is tried once.</summary>
    /// <param name="bits">The width.</param>
    public static string? WhyNot(int bits) => Trials[bits].Value.GetAwaiter().GetResult();

    private static Task<string?> StartAsync(int bits)
    {
        bool isSimulated = SimulatedMachine.Current != Simulation.None;
        return isSimulated ? MarkedAsync(bits) : TryAsync(bits);
    }

    private static Task<string?> TryAsync(int bits) => ChildTrial.WhyNotAsync(Command(bits), $"{bits}-bit code", Limit);

    private static async Task<string?> MarkedAsync(int bits) =>
        await TryAsync(bits) is { } whyNot ? $"{whyNot} (simulated: {SimulatedMachine.Variable} is set)" : null;

    private static ProcessStartInfo Command(int bits)
    {
        string process = Environment.ProcessPath ?? "dotnet";
        string[] host = Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? ["exec", typeof(HostProbe).Assembly.Location] : [];
        return new ProcessStartInfo(process, [.. host, "probe", bits.ToString(CultureInfo.InvariantCulture)]);
    }
}
