using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Engine.Processes;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Runs inputs in worker processes. A stack overflow or a failure of the runtime ends a process before any of its code
/// can say so; the supervisor then keeps the input at once, and the exit status is that of a finding.
/// </summary>
/// <param name="command">How a worker is started.</param>
/// <param name="words">The words behind the target.</param>
/// <param name="output">Where deaths are told.</param>
internal sealed class Supervisor(ProgramCommand command, EngineWords words, TextWriter output)
{
    private static readonly string[] OfJobs = ["-jobs=", "-workers=", "-fork=", "-max_total_time="];

    private readonly Artifacts _artifacts = new(words.Flags.ArtifactPrefix, words.Flags.ExactArtifactPath, output);
    private readonly HashSet<ChildProcess> _workers = [];
    private readonly Lock _lock = new();
    private bool _isStopped;
    private bool _isInterrupted;

    /// <summary>Runs one worker, or as many as the flags ask for.</summary>
    /// <returns>The exit status; of several workers the first that is not 0.</returns>
    public int Run()
    {
        using InterruptHandler interruption = new(Interrupt);
        int status = RunWorkers();
        return Volatile.Read(ref _isInterrupted) ? EngineStatus.Interrupted : status;
    }

    private int RunWorkers()
    {
        ManagedFlags flags = words.Flags;
        if (flags.Fork > 0)
        {
            return RunJobs(flags.Fork, flags.Fork, RunForked);
        }

        int workers = flags.Workers > 0 ? flags.Workers : Math.Max(1, Environment.ProcessorCount / 2);
        return flags.Jobs > 0
            ? RunJobs(
                flags.Jobs, Math.Min(flags.Jobs, workers),
                (job, log) => RunWorker(CommandOf(job, flags.MaxTotalTime), [], log, out _))
            : RunAlone();
    }

    /// <summary>Runs one worker; a merge begins again without the input that killed it.</summary>
    private int RunAlone()
    {
        HashSet<string> deadly = [];
        while (true)
        {
            int status = RunWorker(command, deadly, log: null, out IReadOnlyList<byte[]> killers);
            bool isNew = killers.Any(killer => deadly.Add(InputName.Of(killer)));
            if (!words.Flags.Merge || !isNew || Volatile.Read(ref _isStopped))
            {
                return status;
            }
        }
    }

    private int RunJobs(int jobs, int workers, Func<int, TextWriter, int> run)
    {
        int[] statuses = new int[jobs];
        ConcurrentQueue<int> waiting = new(Enumerable.Range(0, jobs));

        // Each has a thread of its own: they wait, and would keep the pool from all that cannot wait.
        Task[] running =
        [
            .. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(
                () => RunWaiting(waiting, statuses, run), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        try
        {
            Task.WaitAll(running);
        }
        catch (AggregateException failure) when (failure.InnerException is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return statuses.FirstOrDefault(status => status is not (EngineStatus.Success or EngineStatus.Interrupted))
            is var bad and not EngineStatus.Success
            ? bad
            : statuses.Max();
    }

    /// <summary>Runs one job after another, up to the first that cannot be run.</summary>
    private void RunWaiting(ConcurrentQueue<int> waiting, int[] statuses, Func<int, TextWriter, int> run)
    {
        try
        {
            while (!Volatile.Read(ref _isStopped) && waiting.TryDequeue(out int job))
            {
                using StreamWriter log = new($"fuzz-{job}.log") { AutoFlush = true };
                statuses[job] = run(job, log);
                output.WriteLine($"Job {job} ended with exit status {statuses[job]}; its log is fuzz-{job}.log");
            }
        }
        catch
        {
            waiting.Clear();
            throw;
        }
    }

    /// <summary>
    /// Runs a worker again and again while it ends with what is ignored and there is time; otherwise its end is that of
    /// all.
    /// </summary>
    private int RunForked(int job, TextWriter log)
    {
        long start = Stopwatch.GetTimestamp();
        int left = words.Flags.MaxTotalTime;
        for (int attempt = 0; ; attempt++)
        {
            int status = RunWorker(CommandOf(job + (attempt * words.Flags.Fork), left), [], log, out _);
            bool isTimed = words.Flags.MaxTotalTime > 0;
            left = words.Flags.MaxTotalTime - (int)Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!IsIgnored(status) || Volatile.Read(ref _isStopped) || (isTimed && left <= 0))
            {
                if (status != EngineStatus.Success)
                {
                    Stop();
                }

                return status;
            }

            output.WriteLine($"Job {job} goes on after exit status {status}");
        }
    }

    private bool IsIgnored(int status) => status switch
    {
        EngineStatus.Finding => words.Flags.IgnoreCrashes,
        EngineStatus.Timeout => words.Flags.IgnoreTimeouts,
        EngineStatus.OutOfMemory => words.Flags.IgnoreOutOfMemory,
        _ => false,
    };

    /// <summary>The command of a job: a single one, with a seed and a time of its own.</summary>
    private ProgramCommand CommandOf(int job, int seconds)
    {
        IEnumerable<string> kept = command.Arguments.Where(
            word => !OfJobs.Any(flag => word.StartsWith(flag, StringComparison.Ordinal)));
        uint seed = words.Flags.Seed;
        string[] ownSeed = seed == 0 ? [] : [$"-seed={seed + (uint)job}"];
        string[] ownTime = seconds == 0 ? [] : [$"-max_total_time={seconds}"];
        return command with { Arguments = [.. kept, .. ownSeed, .. ownTime] };
    }

    private int RunWorker(
        ProgramCommand worker, IEnumerable<string> deadly, TextWriter? log, out IReadOnlyList<byte[]> killers)
    {
        using ChildProcess process = new(worker, WorkerRole.EnvironmentOf(deadly), log);
        lock (_lock)
        {
            _workers.Add(process);
        }

        if (Volatile.Read(ref _isStopped))
        {
            process.Stop();
        }

        int status = process.Wait();
        lock (_lock)
        {
            _workers.Remove(process);
        }

        killers = _artifacts.KeepLeftBehind(process.Id);
        return killers.Count > 0 ? EngineStatus.Finding : status;
    }

    private void Interrupt()
    {
        Volatile.Write(ref _isInterrupted, true);
        Stop();
    }

    private void Stop()
    {
        Volatile.Write(ref _isStopped, true);
        lock (_lock)
        {
            foreach (ChildProcess worker in _workers)
            {
                worker.Stop();
            }
        }
    }
}
