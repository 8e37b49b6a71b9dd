using MsrSpec.Fuzz.Engine.Processes;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Ends the process when an input takes too long, when memory runs out, when another thread fails, or when somebody
/// asks for it. It looks on from its own thread, once in a while: the fuzzing thread pays nothing.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const int LookMilliseconds = 250;

    private readonly EngineSession _session;
    private readonly InFlightInput _inFlight;
    private readonly ManualResetEventSlim _stop = new();
    private readonly InterruptHandler _interruption;
    private readonly Thread _thread;
    private long _seenExecution = -1;
    private long _seenAt;

    /// <summary>Begins to look on.</summary>
    /// <param name="session">What runs inputs; its parts are used only once it runs one.</param>
    /// <param name="inFlight">The input that runs.</param>
    public Watchdog(EngineSession session, InFlightInput inFlight)
    {
        _session = session;
        _inFlight = inFlight;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        _interruption = new InterruptHandler(Interrupt);
        _thread = new Thread(LookOn) { IsBackground = true, Name = "watchdog" };
        _thread.Start();
    }

    /// <summary>Looks no more.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        _interruption.Dispose();
        _stop.Dispose();
    }

    private void LookOn()
    {
        while (!_stop.Wait(LookMilliseconds))
        {
            CheckTime();
            CheckMemory();
        }
    }

    private void CheckTime()
    {
        long execution = _session.Executor.Executions;
        if (execution != _seenExecution || !_inFlight.IsRunning)
        {
            _seenExecution = execution;
            _seenAt = Environment.TickCount64;
            return;
        }

        int limit = _session.Flags.Timeout;
        if (limit > 0 && Environment.TickCount64 - _seenAt >= limit * 1000L)
        {
            _session.EndProcess(EngineStatus.Timeout, "timeout", $"ERROR: an input takes more than {limit} seconds");
        }
    }

    private void CheckMemory()
    {
        int limit = _session.Flags.MemoryLimit;
        if (limit > 0 && _inFlight.IsRunning && Environment.WorkingSet >> 20 > limit)
        {
            _session.EndProcess(EngineStatus.OutOfMemory, "oom", $"ERROR: more than {limit} MiB are in use");
        }
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs unhandled) => _session.EndProcess(
        EngineStatus.Finding, "crash", $"ERROR: unhandled on another thread: {unhandled.ExceptionObject}");

    private void Interrupt() => _session.EndProcess(EngineStatus.Interrupted, kind: null, "run interrupted; exiting");
}
