using System.Diagnostics;
using System.Globalization;
using MsrSpec.Fuzz.Engine;
using MsrSpec.Fuzz.Engine.Processes;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary>Runs targets one after the other, each in a process of its own that does not outlive this one.</summary>
internal sealed class SmokeRun : IDisposable
{
    private readonly Lock _lock = new();
    private readonly InterruptHandler _interruption;
    private ChildProcess? _child;
    private bool _isInterrupted;

    /// <summary>A run that has not begun.</summary>
    public SmokeRun() => _interruption = new InterruptHandler(Interrupt);

    /// <summary>Runs all, and tells of each whether it ended as it should.</summary>
    /// <returns>The exit status.</returns>
    public int RunAll(IEnumerable<SmokeCase> cases)
    {
        int surprises = 0;
        foreach (SmokeCase each in cases)
        {
            bool expected = RunOne(each);
            if (Volatile.Read(ref _isInterrupted))
            {
                return EngineStatus.Interrupted;
            }

            surprises += expected ? 0 : 1;
        }

        return surprises == 0 ? EngineStatus.Success : ExitStatus.Found;
    }

    /// <summary>Lets go of the signals.</summary>
    public void Dispose() => _interruption.Dispose();

    private static bool Tell(SmokeCase each, int status, TimeSpan time, StringWriter log)
    {
        bool expected = status == (each.Target.MustFail ? EngineStatus.Finding : EngineStatus.Success);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Engine,-8} {each.Target.Name,-16} {time.TotalSeconds,6:0.0} s  "
            + $"{Verdict(status)}, {(expected ? "as expected" : "NOT EXPECTED")}"));
        if (!expected)
        {
            Console.WriteLine(log);
        }

        return expected;
    }

    private static string Verdict(int status) => status switch
    {
        EngineStatus.Success => "nothing found",
        EngineStatus.Finding => "found something",
        _ => FormattableString.Invariant($"ended with {status}"),
    };

    private bool RunOne(SmokeCase each)
    {
        using StringWriter log = new(CultureInfo.InvariantCulture);
        long start = Stopwatch.GetTimestamp();
        int status = RunChild(each, log);
        return Volatile.Read(ref _isInterrupted) || Tell(each, status, Stopwatch.GetElapsedTime(start), log);
    }

    private int RunChild(SmokeCase each, StringWriter log)
    {
        ProgramCommand self = ProgramCommand.OfThisProgram();
        ProgramCommand command = self with
        {
            Arguments = [.. self.Arguments, each.Target.Name, $"--engine={each.Engine}", .. each.Flags],
        };
        using ChildProcess child = new(command, [], log);
        SetChild(child);
        int status = child.Wait();
        SetChild(null);
        return status;
    }

    private void SetChild(ChildProcess? child)
    {
        lock (_lock)
        {
            _child = child;
            if (_isInterrupted)
            {
                child?.Stop();
            }
        }
    }

    private void Interrupt()
    {
        lock (_lock)
        {
            _isInterrupted = true;
            _child?.Stop();
        }
    }
}
