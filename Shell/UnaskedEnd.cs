namespace MsrSpec.Shell;

/// <summary>
/// Notices that something ends this process in the midst of its work, as code under test can (<c>Environment.Exit</c>),
/// and makes a failure of it: it must not pass for the end that the program would have come to.
/// </summary>
public sealed class UnaskedEnd : IDisposable
{
    private readonly string _message;

    /// <summary>Watches until it is disposed of.</summary>
    /// <param name="message">What to say then, in one line.</param>
    public UnaskedEnd(string message)
    {
        _message = message;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <inheritdoc/>
    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= OnExit;

    private void OnExit(object? sender, EventArgs arguments)
    {
        Console.Error.WriteLine(_message);
        Environment.ExitCode = ExitStatus.Found;
    }
}
