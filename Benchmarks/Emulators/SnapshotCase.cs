using System.Diagnostics;
using System.Globalization;
using MsrSpec.Benchmarks.Goals;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Platform;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>A snapshot of a whole small machine and its restoration, with some pages written in between.</summary>
internal sealed class SnapshotCase : ICoreCase
{
    private const double MostTimesACopy = 10;
    private const double HeldMicroseconds = 5;
    private const int MemorySize = 0x100_0000;
    private const int PagesWritten = 3;
    private const int PageSize = 4096;
    private const int TurnsOfRound = 2_000;

    /// <summary>Where the copy starts: at a distance of whole pages from its source it would be several times slower.
    /// </summary>
    private const int Apart = PageSize / 2;

    private readonly Machine _machine = new(new MachineOptions(CpuModel.Default, MemorySize, static _ => { }));
    private readonly byte[] _source = new byte[PagesWritten * PageSize];
    private readonly byte[] _target = new byte[(PagesWritten * PageSize) + Apart];
    private double _best = double.PositiveInfinity;
    private double _copying = double.PositiveInfinity;

    public string? FirstDifference()
    {
        _machine.Memory.Write(0, 1UL);
        MachineSnapshot before = _machine.TakeSnapshot();
        _machine.Memory.Write(0, 2UL);
        _machine.Restore(before);
        return _machine.Memory.Read<ulong>(0) == 1 ? null : "a restored snapshot is not what it was";
    }

    public void Round()
    {
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < TurnsOfRound; turn++)
        {
            MachineSnapshot snapshot = _machine.TakeSnapshot();
            for (ulong page = 1; page <= PagesWritten; page++)
            {
                _machine.Memory.Write(page * PageSize, (ulong)turn);
            }

            _machine.Restore(snapshot);
        }

        _best = Math.Min(_best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / TurnsOfRound);
        start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < TurnsOfRound; turn++)
        {
            _source.CopyTo(_target, Apart);
        }

        _copying = Math.Min(_copying, Stopwatch.GetElapsedTime(start).TotalMicroseconds / TurnsOfRound);
    }

    public void Forget() => (_best, _copying) = (double.PositiveInfinity, double.PositiveInfinity);

    public void Print(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"snapshot and restore of the whole machine, {PagesWritten} pages written between: {_best:F2} microseconds"));

    public IEnumerable<Goal> Goals() =>
    [
        Goal.AtMost(
            "snapshot and restore: time to that of copying the written pages", _best / _copying, MostTimesACopy),
    ];

    public IEnumerable<Figure> Figures() =>
    [
        new Figure(
            "snapshot and restore", string.Create(CultureInfo.InvariantCulture, $"{_best:F2} microseconds"),
            string.Create(CultureInfo.InvariantCulture, $"less than {HeldMicroseconds:F0}")),
    ];

    public void Dispose()
    {
        // The machine is memory only.
    }
}
