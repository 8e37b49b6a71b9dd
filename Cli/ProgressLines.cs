using System.Diagnostics;
using static System.FormattableString;

namespace MsrSpec.Cli;

/// <summary>Progress for outputs that are no terminal: a line on standard error every few seconds.</summary>
internal sealed class ProgressLines
{
    private readonly string _what;
    private readonly long _total;
    private readonly TimeSpan _interval;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Progress of something.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="total">How much there is to do; 0 if nobody knows.</param>
    /// <param name="interval">The least time between two lines.</param>
    public ProgressLines(string what, long total, TimeSpan interval)
    {
        _what = what;
        _total = total;
        _interval = interval;
    }

    /// <summary>Notes how much is done.</summary>
    public void Report(long done)
    {
        if (Stopwatch.GetElapsedTime(_last) >= _interval && (_total == 0 || done < _total))
        {
            _last = Stopwatch.GetTimestamp();
            Console.Error.WriteLine(_total == 0
                ? Invariant($"{_what}: {done:N0}")
                : Invariant($"{_what}: {done:N0} of {_total:N0} ({100.0 * done / _total:F0} %)"));
        }
    }
}
