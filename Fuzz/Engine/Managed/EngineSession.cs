using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Processes;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>What every way to run inputs needs, put together.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly InFlightInput _inFlight;
    private readonly Watchdog _watchdog;
    private string? _inFlightPath;
    private bool _isEnding;

    /// <summary>Puts it together; from now on the input that runs is on disk.</summary>
    /// <param name="job">The job.</param>
    /// <param name="words">Its words.</param>
    /// <param name="output">Where everything is told.</param>
    public EngineSession(FuzzJob job, EngineWords words, TextWriter output)
    {
        using InterruptHandler untilTheWatchdogLooks = new(LeaveEarly);
        ManagedFlags flags = words.Flags;
        Job = job;
        Words = words;
        Output = output;
        MaxLength = flags.MaxLength > 0 ? flags.MaxLength : job.Target.MaxLength;
        Edges = job.Map.EdgesOf(job.Target.Scope);
        bool listens = job.Compares && (flags.UseCompares || flags.UseValueProfile);
        Features = new FeatureSet(
            Edges, listens ? job.Map.SitesOf(job.Target.Scope) : [], flags.UseValueProfile);
        CompareListener.Attach(Features);

        Artifacts = new Artifacts(flags.ArtifactPrefix, flags.ExactArtifactPath, output);
        Artifacts.CreateFolder();
        Artifacts.KeepLeftBehind(process: null);
        _inFlight = new InFlightInput(flags.ArtifactPrefix, path => Volatile.Write(ref _inFlightPath, path));
        Keeper = new FindingKeeper(job, Artifacts, _inFlight, output);
        Executor = new InputExecutor(job.Target, Features, _inFlight);
        Progress = new ProgressLines(output, Executor, flags.Verbosity);
        _watchdog = new Watchdog(this, _inFlight);
    }

    /// <summary>The job.</summary>
    public FuzzJob Job { get; }

    /// <summary>Its words.</summary>
    public EngineWords Words { get; }

    /// <summary>Its flags.</summary>
    public ManagedFlags Flags => Words.Flags;

    /// <summary>Where everything is told.</summary>
    public TextWriter Output { get; }

    /// <summary>The most bytes of an input that is made.</summary>
    public int MaxLength { get; }

    /// <summary>The numbers of the edges that count.</summary>
    public IReadOnlyList<NumberRun> Edges { get; }

    /// <summary>What inputs showed.</summary>
    public FeatureSet Features { get; }

    /// <summary>Takes inputs that must not be lost.</summary>
    public Artifacts Artifacts { get; }

    /// <summary>Takes failing inputs.</summary>
    public FindingKeeper Keeper { get; }

    /// <summary>Runs inputs.</summary>
    public InputExecutor Executor { get; }

    /// <summary>Says how far the run is.</summary>
    public ProgressLines Progress { get; }

    /// <summary>The bytes of an input file, as many as are allowed.</summary>
    public byte[] Shorten(byte[] input) => input.Length <= MaxLength ? input : input[..MaxLength];

    /// <summary>Whether <c>-max_total_time</c> is over.</summary>
    /// <param name="unset">Seconds that are allowed without the flag; 0 for no limit.</param>
    public bool IsOver(int unset = 0)
    {
        int seconds = Flags.MaxTotalTime > 0 ? Flags.MaxTotalTime : unset;
        return seconds > 0 && Progress.Elapsed.TotalSeconds >= seconds;
    }

    /// <summary>Prints what is asked for at the end.</summary>
    public void PrintEnd()
    {
        if (Flags.PrintCoverage)
        {
            CoverageReport.Print(Job.Map, Edges, Features, Output);
        }

        Progress.Done(Flags.PrintFinalStats);
    }

    /// <summary>Ends the process at once, from any thread; the first that asks decides how.</summary>
    /// <param name="status">The exit status.</param>
    /// <param name="kind">What the input in flight is kept as; null if it need not be kept.</param>
    /// <param name="message">What is told.</param>
    public void EndProcess(int status, string? kind, string message)
    {
        if (Interlocked.Exchange(ref _isEnding, true))
        {
            return;
        }

        if (kind is null)
        {
            _inFlight.Delete(); // first of all: telling has no end if nobody reads
        }

        Output.WriteLine($"=={Environment.ProcessId}== {message}");
        if (kind is not null && _inFlight.Read() is { } input)
        {
            Artifacts.Write(kind, input);
        }

        _inFlight.Delete();
        Progress.Done(Flags.PrintFinalStats);
        Output.Flush();
        Environment.Exit(status);
    }

    /// <summary>Ends it: nothing runs any more.</summary>
    public void Dispose()
    {
        _watchdog.Dispose();
        Features.End();
        _inFlight.Dispose();
    }

    /// <summary>An interrupt comes while this is put together: nothing runs yet, and no file of it stays.</summary>
    private void LeaveEarly()
    {
        if (Volatile.Read(in _inFlightPath) is { } path)
        {
            File.Delete(path);
        }

        ThisProcess.Leave(EngineStatus.Interrupted);
    }
}
