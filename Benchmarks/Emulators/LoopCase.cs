using System.Diagnostics;
using System.Globalization;
using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>One loop on the core and on its peers; it keeps everybody's best round.</summary>
internal sealed class LoopCase : ICoreCase
{
    private readonly CoreLoop _loop;
    private readonly ILoopEngine[] _engines;
    private readonly double[] _best;

    /// <summary>A case.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="peers">The peers; the goals are about the first.</param>
    internal LoopCase(CoreLoop loop, params ILoopEngine[] peers)
    {
        _loop = loop;
        _engines = [new CoreEngine(loop), .. peers];
        _best = new double[_engines.Length];
        Forget();
    }

    /// <summary>How many times as fast as the first peer the core is to be; null for no goal.</summary>
    internal double? SpeedGoal { get; init; }

    /// <summary>The most nanoseconds a turn that held on the core; null to tell nothing.</summary>
    internal double? HeldTime { get; init; }

    public string? FirstDifference()
    {
        LoopRegisters expected = default;
        foreach (ILoopEngine engine in _engines)
        {
            engine.Prepare();
            if (engine.Run() is { } failure)
            {
                return $"{_loop.Name} on {engine.Name}: {failure}";
            }

            LoopRegisters registers = engine.Registers;
            expected = engine == _engines[0] ? registers : expected;
            if (registers != expected)
            {
                return $"{_loop.Name} on {engine.Name}: {registers}; on {_engines[0].Name}: {expected}";
            }
        }

        return null;
    }

    public void Round()
    {
        for (int i = 0; i < _engines.Length; i++)
        {
            _engines[i].Prepare();
            long start = Stopwatch.GetTimestamp();
            _ = _engines[i].Run();
            double turn = Stopwatch.GetElapsedTime(start).TotalNanoseconds / _loop.Turns;
            _best[i] = Math.Min(_best[i], turn);
        }
    }

    public void Forget() => Array.Fill(_best, double.PositiveInfinity);

    public void Print(TextWriter output)
    {
        for (int i = 0; i < _engines.Length; i++)
        {
            double millions = 1e3 * _loop.TurnLength / _best[i];
            string ratio = i == 0 ? string.Empty : Invariant($"{_best[i] / _best[0],10:F2}");
            output.WriteLine(Invariant(
                $"{_loop.Name,-8}{_engines[i].Name,-30}{millions,8:F0}{_best[i],12:F1}{ratio}"));
        }
    }

    public IEnumerable<Goal> Goals()
    {
        if (SpeedGoal is { } least && _engines.Length > 1)
        {
            yield return Goal.AtLeast(
                $"{_loop.Name}: times as fast as {_engines[1].Name}", _best[1] / _best[0], least);
        }
    }

    public IEnumerable<Figure> Figures()
    {
        if (HeldTime is { } most)
        {
            yield return new Figure(
                _loop.Name, Invariant($"{_best[0]:F1} ns a turn on the core"), Invariant($"at most {most:F0}"));
        }
    }

    public void Dispose()
    {
        foreach (IDisposable engine in _engines.OfType<IDisposable>())
        {
            engine.Dispose();
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
