using System.Globalization;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Every flag that the managed engine knows.</summary>
public static class FlagTable
{
    /// <summary>The most bytes of an input.</summary>
    public const int LongestInput = 1 << 20;

    private const int MostProcesses = 1024;

    private static readonly ManagedFlags Unset = new();

    /// <summary>The flags, in the order of the help.</summary>
    public static IReadOnlyList<Flag> Rows { get; } =
    [
        Number("runs", -1, long.MaxValue, Unset.Runs, "inputs to run; for files, how often; -1: no limit",
            static (flags, value) => flags with { Runs = value }),
        Number("max_total_time", 0, int.MaxValue, Unset.MaxTotalTime, "seconds after which it ends; 0: no limit",
            static (flags, value) => flags with { MaxTotalTime = (int)value }),
        Number("max_len", 0, LongestInput, Unset.MaxLength, "the most bytes of an input; 0: the target's own",
            static (flags, value) => flags with { MaxLength = (int)value }),
        Number("len_control", 0, int.MaxValue, Unset.LengthControl, "how slowly the length grows; 0: not at all",
            static (flags, value) => flags with { LengthControl = (int)value }),
        Number("seed", 0, uint.MaxValue, Unset.Seed, "decides every input; 0: from the clock",
            static (flags, value) => flags with { Seed = (uint)value }),
        Number("timeout", 0, int.MaxValue, Unset.Timeout, "seconds that one input may take; 0: no limit",
            static (flags, value) => flags with { Timeout = (int)value }),
        Number("rss_limit_mb", 0, int.MaxValue, Unset.MemoryLimit, "resident memory, in MiB; 0: no limit",
            static (flags, value) => flags with { MemoryLimit = (int)value }),
        Text("dict", Unset.Dictionary, "a file of words, in libFuzzer's format",
            static (flags, value) => flags with { Dictionary = value }),
        Text("artifact_prefix", Unset.ArtifactPrefix, "what the paths of findings begin with",
            static (flags, value) => flags with { ArtifactPrefix = value }),
        Text("exact_artifact_path", Unset.ExactArtifactPath, "the path of the one finding",
            static (flags, value) => flags with { ExactArtifactPath = value }),
        Switch("merge", Unset.Merge, "put what other corpora add into the first",
            static (flags, value) => flags with { Merge = value }),
        Switch("minimize_crash", Unset.MinimizeCrash, "make a failing input smaller",
            static (flags, value) => flags with { MinimizeCrash = value }),
        Switch("reduce_inputs", Unset.ReduceInputs, "keep smaller inputs in place of larger ones",
            static (flags, value) => flags with { ReduceInputs = value }),
        Switch("use_value_profile", Unset.UseValueProfile, "operands of comparisons guide the search",
            static (flags, value) => flags with { UseValueProfile = value }),
        Switch("use_cmp", Unset.UseCompares, "put operands of comparisons into inputs",
            static (flags, value) => flags with { UseCompares = value }),
        Switch("only_ascii", Unset.OnlyAscii, "inputs of ASCII characters only",
            static (flags, value) => flags with { OnlyAscii = value }),
        Switch("cross_over", Unset.CrossOver, "mix two inputs",
            static (flags, value) => flags with { CrossOver = value }),
        Number("mutate_depth", 1, int.MaxValue, Unset.MutateDepth, "changes upon one input, one by one",
            static (flags, value) => flags with { MutateDepth = (int)value }),
        Switch("shuffle", Unset.Shuffle, "read the corpus in random order",
            static (flags, value) => flags with { Shuffle = value }),
        Number("reload", 0, int.MaxValue, Unset.Reload, "seconds between looks for others' inputs; 0: never",
            static (flags, value) => flags with { Reload = (int)value }),
        Switch("print_final_stats", Unset.PrintFinalStats, "print statistics at the end",
            static (flags, value) => flags with { PrintFinalStats = value }),
        Switch("print_coverage", Unset.PrintCoverage, "print what is covered at the end",
            static (flags, value) => flags with { PrintCoverage = value }),
        Number("verbosity", 0, int.MaxValue, Unset.Verbosity, "0: print nothing but findings",
            static (flags, value) => flags with { Verbosity = (int)value }),
        Number("jobs", 0, MostProcesses, Unset.Jobs, "processes to run in all, each with a log fuzz-N.log",
            static (flags, value) => flags with { Jobs = (int)value }),
        Number("workers", 0, MostProcesses, Unset.Workers, "processes at one time; 0: half of the processors",
            static (flags, value) => flags with { Workers = (int)value }),
        Number("fork", 0, MostProcesses, Unset.Fork, "jobs and workers at once",
            static (flags, value) => flags with { Fork = (int)value }),
        Switch("ignore_crashes", Unset.IgnoreCrashes, "with -fork: go on after a crash",
            static (flags, value) => flags with { IgnoreCrashes = value }),
        Switch("ignore_timeouts", Unset.IgnoreTimeouts, "with -fork: go on after a hang",
            static (flags, value) => flags with { IgnoreTimeouts = value }),
        Switch("ignore_ooms", Unset.IgnoreOutOfMemory, "with -fork: go on after memory ran out",
            static (flags, value) => flags with { IgnoreOutOfMemory = value }),
        Number("close_fd_mask", 0, 3, 0, "accepted; nothing is closed", static (flags, _) => flags),
        Switch("help", Unset.Help, "this list", static (flags, value) => flags with { Help = value }),
    ];

    /// <summary>The row of a name, or null.</summary>
    public static Flag? Find(string name) => Rows.FirstOrDefault(flag => flag.Name == name);

    private static Flag Number(
        string name, long least, long most, long unset, string help, Func<ManagedFlags, long, ManagedFlags> set) =>
        new(name, unset.ToString(CultureInfo.InvariantCulture), help, (flags, text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && value >= least && value <= most
                ? set(flags, value)
                : null);

    private static Flag Switch(string name, bool unset, string help, Func<ManagedFlags, bool, ManagedFlags> set) =>
        Number(name, 0, 1, unset ? 1 : 0, help, (flags, value) => set(flags, value != 0));

    private static Flag Text(string name, string unset, string help, Func<ManagedFlags, string, ManagedFlags> set) =>
        new(name, unset, help, set);
}
