using System.Diagnostics;
using System.Globalization;
using MsrSpec.Benchmarks.Quick;
using MsrSpec.Implementation.Cpu.Features;
using MsrSpec.Implementation.Platform;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>A snapshot of a whole small machine and its restoration, with some pages written in between.</summary>
internal sealed class SnapshotCase : ICoreCase
{
    private const double MostMicroseconds = 5;
    private const int MemorySize = 0x100_0000;
    private const int PagesWritten = 3;
    private const int PageSize = 4096;
    private const int TurnsOfRound = 2_000;

    private readonly Machine _machine = new(new MachineOptions(CpuModel.Default, MemorySize, static _ => { }));
    private double _best = double.PositiveInfinity;

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
    }

    public void Forget() => _best = double.PositiveInfinity;

    public void Print(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"snapshot and restore of the whole machine, {PagesWritten} pages written between: {_best:F2} microseconds"));

    public IEnumerable<Goal> Goals()
    {
        yield return new Goal(
            $"snapshot and restore: less than {MostMicroseconds:F0} microseconds",
            string.Create(CultureInfo.InvariantCulture, $"{_best:F2}"), _best < MostMicroseconds);
    }

    public void Dispose()
    {
        // The machine is memory only.
    }
}
