using MsrSpec.Fuzz.Engine.Processes;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Stands in for libFuzzer where that cannot be had: the same command line, files and exit statuses. Inputs run in a
/// worker process, because nothing in a process survives its stack overflow; that costs one more start-up, and nothing
/// for each input.
/// </summary>
/// <param name="reason">Why it is not libFuzzer that runs; a sentence without its full stop.</param>
/// <param name="output">Where everything is told.</param>
/// <param name="self">How a worker is started; null if inputs run in this process.</param>
public sealed class ManagedEngine(string reason, TextWriter output, ProgramCommand? self) : IFuzzEngine
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    /// <inheritdoc/>
    public int Run(FuzzJob job)
    {
        if (!EngineWords.TryParse(job.Words, out EngineWords words, out string problem))
        {
            return Fail(EngineStatus.Usage, problem);
        }

        if (words.Flags.Help)
        {
            PrintHelp();
            return EngineStatus.Success;
        }

        try
        {
            return self is not null && !WorkerRole.IsTaken
                ? new Supervisor(self, words, _output).Run()
                : RunHere(job, words);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail(EngineStatus.Failure, error.Message);
        }
    }

    private int RunHere(FuzzJob job, EngineWords words)
    {
        _output.WriteLine($"NOTE: this is the managed engine, not libFuzzer: {reason}.");
        foreach (string warning in words.Warnings)
        {
            _output.WriteLine($"WARNING: {warning}");
        }

        using EngineSession session = new(job, words, _output);
        session.Progress.Note(session.Features.CounterCount > 0
            ? $"{session.Features.CounterCount} edges count"
            : "nothing is woven: inputs are made without knowing what they reach");
        return words.Flags switch
        {
            { Merge: true } => new MergeRun(session).Run(),
            { MinimizeCrash: true } => new MinimizeRun(session).Run(),
            _ when words.AreFiles => new ReplayRun(session).Run(),
            _ => Fuzz(session),
        };
    }

    private int Fuzz(EngineSession session)
    {
        IReadOnlyList<byte[]> dictionary = [];
        if (session.Flags.Dictionary is { Length: > 0 } path)
        {
            try
            {
                dictionary = DictionaryFile.Parse(File.ReadLines(path));
            }
            catch (InvalidDataException error)
            {
                return Fail(EngineStatus.Failure, $"{path}: {error.Message}");
            }

            session.Progress.Note($"{dictionary.Count} words in {path}");
        }

        uint seed = session.Flags.Seed != 0
            ? session.Flags.Seed
            : (uint)(DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond * Environment.ProcessId) | 1;
        session.Progress.Note($"Seed: {seed}");
        return new FuzzLoop(session, seed, dictionary).Run();
    }

    private int Fail(int status, string problem)
    {
        _output.WriteLine($"fuzz: {problem}");
        return status;
    }

    private void PrintHelp()
    {
        _output.WriteLine("Flags, with their values if they are not given:");
        foreach (Flag flag in FlagTable.Rows)
        {
            _output.WriteLine($"  {$"-{flag.Name}={flag.Default}",-28} {flag.Help}");
        }
    }
}
