using System.Diagnostics;

namespace MsrSpec.Fuzz.Engines.Managed;

/// <summary>A process of this program that runs inputs; closing its standard input ends it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a worker.</summary>
    /// <param name="command">How.</param>
    /// <param name="deadly">The names of inputs that it leaves out.</param>
    /// <param name="log">Takes what it prints; null if that goes where this process prints.</param>
    public WorkerProcess(ProgramCommand command, IEnumerable<string> deadly, TextWriter? log = null)
    {
        ProcessStartInfo start = new(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = log is not null,
            RedirectStandardError = log is not null,
        };
        start.Environment[WorkerRole.Variable] = "1";
        start.Environment[WorkerRole.DeadlyVariable] = string.Join(',', deadly);
        _process = Process.Start(start) ?? throw new IOException($"{command.File} cannot be started");
        if (log is not null)
        {
            TextWriter shared = TextWriter.Synchronized(log);
            _process.OutputDataReceived += (_, line) => WriteLine(shared, line.Data);
            _process.ErrorDataReceived += (_, line) => WriteLine(shared, line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }
    }

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Asks it to end; any thread may.</summary>
    public void Stop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    /// <summary>Waits until it ends.</summary>
    /// <returns>Its exit status.</returns>
    public int Wait()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose() => _process.Dispose();

    private static void WriteLine(TextWriter log, string? line)
    {
        if (line is not null)
        {
            log.WriteLine(line);
        }
    }
}
