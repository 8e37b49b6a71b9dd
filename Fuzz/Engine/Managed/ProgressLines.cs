using System.Diagnostics;
using System.Globalization;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>The lines that say how far a run is, in libFuzzer's form.</summary>
/// <param name="output">Where they go.</param>
/// <param name="executor">Counts.</param>
/// <param name="verbosity">0 for no lines.</param>
internal sealed class ProgressLines(TextWriter output, InputExecutor executor, int verbosity)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _newUnits;

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    private long Rate => (long)(executor.Executions / Math.Max(1, Elapsed.TotalSeconds));

    private static long MemoryInUse => Environment.WorkingSet >> 20;

    /// <summary>Prints a sentence.</summary>
    public void Note(string sentence)
    {
        if (verbosity > 0)
        {
            output.WriteLine($"INFO: {sentence}");
        }
    }

    /// <summary>Prints where the run is.</summary>
    /// <param name="what">What happened: <c>INITED</c>, <c>NEW</c>, <c>REDUCE</c>, <c>pulse</c>, <c>DONE</c>.</param>
    /// <param name="corpus">The inputs that are kept.</param>
    /// <param name="limit">The most bytes of an input at this time.</param>
    /// <param name="more">What follows.</param>
    public void Line(string what, Corpus corpus, int limit, string more = "")
    {
        if (verbosity == 0)
        {
            return;
        }

        FeatureSet features = executor.Features;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"#{executor.Executions}\t{what,-6} cov: {features.EdgesSeen} ft: {features.Count} "
            + $"corp: {corpus.Count}/{Size(corpus.TotalSize)} lim: {limit} exec/s: {Rate} rss: {MemoryInUse}Mb{more}"));
    }

    /// <summary>Prints that an input was kept.</summary>
    public void Unit(string what, Corpus corpus, int limit, int size, IReadOnlyList<MutationKind> trail)
    {
        _newUnits++;
        if (verbosity > 0)
        {
            string made = string.Join('-', trail);
            Line(what, corpus, limit, $" L: {size}/{corpus.Longest} MS: {trail.Count} {made}");
        }
    }

    /// <summary>Prints how many inputs ran, and the statistics if asked for.</summary>
    public void Done(bool printStatistics)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Done {executor.Executions} runs in {Elapsed.TotalSeconds:0} second(s)"));
        if (printStatistics)
        {
            Statistics();
        }
    }

    /// <summary>Prints the statistics.</summary>
    public void Statistics()
    {
        (string Name, long Value)[] rows =
        [
            ("number_of_executed_units", executor.Executions),
            ("average_exec_per_sec", Rate),
            ("new_units_added", _newUnits),
            ("peak_rss_mb", Process.GetCurrentProcess().PeakWorkingSet64 >> 20),
        ];
        foreach ((string name, long value) in rows)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{$"stat::{name}:",-32}{value}"));
        }
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes}b",
        < 1 << 20 => $"{bytes >> 10}Kb",
        _ => $"{bytes >> 20}Mb",
    };
}
