namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>libFuzzer's flags, as far as the managed engine knows them.</summary>
public sealed record ManagedFlags
{
    /// <summary>Inputs to run, or how often each file is replayed; -1 for no limit.</summary>
    public long Runs { get; init; } = -1;

    /// <summary>Seconds after which the run ends; 0 for no limit.</summary>
    public int MaxTotalTime { get; init; }

    /// <summary>The most bytes of an input; 0 leaves it to the target.</summary>
    public int MaxLength { get; init; }

    /// <summary>How slowly the length grows; 0 starts with the longest.</summary>
    public int LengthControl { get; init; } = 100;

    /// <summary>Decides every input; 0 takes one from the clock.</summary>
    public uint Seed { get; init; }

    /// <summary>Seconds that one input may take; 0 for no limit.</summary>
    public int Timeout { get; init; } = 1200;

    /// <summary>Resident memory, in MiB; 0 for no limit.</summary>
    public int MemoryLimit { get; init; } = 2048;

    /// <summary>The file of the dictionary; empty for none.</summary>
    public string Dictionary { get; init; } = string.Empty;

    /// <summary>What the paths of artifacts begin with.</summary>
    public string ArtifactPrefix { get; init; } = "./";

    /// <summary>The path of the one artifact; empty if the prefix and the hash make it.</summary>
    public string ExactArtifactPath { get; init; } = string.Empty;

    /// <summary>Whether the other corpora are merged into the first.</summary>
    public bool Merge { get; init; }

    /// <summary>Whether a failing input is made smaller.</summary>
    public bool MinimizeCrash { get; init; }

    /// <summary>
    /// Whether a smaller input with the same features takes the place of the one that it was made of.
    /// </summary>
    public bool ReduceInputs { get; init; } = true;

    /// <summary>Whether the operands of comparisons are features.</summary>
    public bool UseValueProfile { get; init; }

    /// <summary>Whether the operands of comparisons are put into inputs.</summary>
    public bool UseCompares { get; init; } = true;

    /// <summary>Whether inputs are made of ASCII characters only.</summary>
    public bool OnlyAscii { get; init; }

    /// <summary>Whether <c>-fork</c> goes on after a crash.</summary>
    public bool IgnoreCrashes { get; init; }

    /// <summary>Whether <c>-fork</c> goes on after a hang.</summary>
    public bool IgnoreTimeouts { get; init; } = true;

    /// <summary>Whether <c>-fork</c> goes on after memory ran out.</summary>
    public bool IgnoreOutOfMemory { get; init; } = true;

    /// <summary>Whether two inputs are mixed.</summary>
    public bool CrossOver { get; init; } = true;

    /// <summary>Changes one upon the other before the next input is taken.</summary>
    public int MutateDepth { get; init; } = 5;

    /// <summary>Whether the corpus is read in random order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Seconds between two looks for inputs of other processes; 0 for never.</summary>
    public int Reload { get; init; } = 1;

    /// <summary>Whether the end prints statistics.</summary>
    public bool PrintFinalStats { get; init; }

    /// <summary>Whether the end prints what is covered.</summary>
    public bool PrintCoverage { get; init; }

    /// <summary>How much is printed; 0 for nothing but findings.</summary>
    public int Verbosity { get; init; } = 1;

    /// <summary>Whether the flags are listed, and nothing else.</summary>
    public bool Help { get; init; }

    /// <summary>Processes to run in all.</summary>
    public int Jobs { get; init; }

    /// <summary>Processes at one time; 0 for half of the processors.</summary>
    public int Workers { get; init; }

    /// <summary>Like <see cref="Jobs"/> and <see cref="Workers"/> at once.</summary>
    public int Fork { get; init; }
}
