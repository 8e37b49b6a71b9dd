using System.Globalization;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>How one run of a fuzzer ended.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Output">What it printed, on both streams.</param>
/// <param name="ProcessorSeconds">Processor time from start to end, with what the runtime needs to start.</param>
/// <param name="FindingSeconds">From the start to the file of the first finding; null if there is none.</param>
internal sealed record FuzzOutcome(int Status, string Output, double ProcessorSeconds, double? FindingSeconds)
{
    private const string ExecutionsLabel = "stat::number_of_executed_units:";
    private const int ShownLines = 6;

    /// <summary>The end of the output, on one line.</summary>
    public string LastLines => string.Join(" | ", Output.Trim().Split('\n').TakeLast(ShownLines));

    /// <summary>The inputs that were run, by libFuzzer's own count; null if it printed none.</summary>
    public long? Executions
    {
        get
        {
            int at = Output.LastIndexOf(ExecutionsLabel, StringComparison.Ordinal);
            if (at < 0)
            {
                return null;
            }

            string number = Output[(at + ExecutionsLabel.Length)..].TrimStart().Split('\n')[0].Trim();
            return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                ? count
                : null;
        }
    }
}
