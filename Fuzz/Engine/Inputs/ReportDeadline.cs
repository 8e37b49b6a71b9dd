namespace MsrSpec.Fuzz.Engine.Inputs;

/// <summary>
/// Ends the process if a report takes too long: minimising and explaining run the target, which may hang with what it
/// is given then. The raw input is on disk by that time.
/// </summary>
internal sealed class ReportDeadline : IDisposable
{
    /// <summary>How long a report may take; minimising takes two seconds of it.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(20);

    private readonly Timer _timer;

    /// <summary>The time begins.</summary>
    /// <param name="end">Ends the process; is called on another thread.</param>
    public ReportDeadline(Action end)
        : this(Limit, end)
    {
    }

    /// <summary>The time begins.</summary>
    /// <param name="limit">How long it is.</param>
    /// <param name="end">Is called at its end, on another thread.</param>
    internal ReportDeadline(TimeSpan limit, Action end) => _timer = new Timer(
        _ =>
        {
            Console.Error.WriteLine("fuzz: minimising or explaining hangs; the input is kept as it was found");
            end();
        },
        null, limit, Timeout.InfiniteTimeSpan);

    /// <summary>The report is done.</summary>
    public void Dispose() => _timer.Dispose();
}
