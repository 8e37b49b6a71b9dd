using System.Diagnostics;

namespace MsrSpec.Fuzz.Engine.Processes;

/// <summary>
/// A process of this program that another one starts. It ends with that one, whatever ends it: it is asked to end once
/// its standard input is closed, which the system does for a process that is gone.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    /// <summary>
    /// The variable that makes a process a child. The environment says so, because the command line is the user's.
    /// </summary>
    private const string Variable = "MSRSPEC_FUZZ_CHILD";

    private readonly Process _process;

    /// <summary>Starts a child.</summary>
    /// <param name="command">How.</param>
    /// <param name="environment">Variables that it gets beside those of this process.</param>
    /// <param name="log">Takes what it prints; null if that goes where this process prints.</param>
    public ChildProcess(
        ProgramCommand command, IEnumerable<KeyValuePair<string, string>> environment, TextWriter? log)
    {
        ProcessStartInfo start = new(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = log is not null,
            RedirectStandardError = log is not null,
        };
        start.Environment[Variable] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

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

    /// <summary>If this process is a child, it ends with its parent from now on.</summary>
    public static void EndWithParent()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            new Thread(WaitForParent) { IsBackground = true, Name = "parent" }.Start();
        }
    }

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

    private static void WaitForParent()
    {
        using Stream input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
            // Nobody writes; it is the end that counts.
        }

        ThisProcess.AskToEnd();
    }

    private static void WriteLine(TextWriter log, string? line)
    {
        if (line is not null)
        {
            log.WriteLine(line);
        }
    }
}
