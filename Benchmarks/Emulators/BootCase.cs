using System.Diagnostics;
using System.Globalization;
using MsrSpec.Benchmarks.Goals;
using MsrSpec.Benchmarks.Lookup;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Platform;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>A boot of the guest that walks the tables of MSRs, from the loader to its exit.</summary>
internal sealed class BootCase : ICoreCase
{
    private const int MemorySize = 0x200_0000;
    private const long MostSteps = 100_000_000;
    private const byte AllPassed = 1;

    private readonly byte[] _image;
    private double _best = double.PositiveInfinity;
    private long _steps;

    /// <summary>A case.</summary>
    /// <param name="path">The image of the guest.</param>
    internal BootCase(string path) => _image = File.ReadAllBytes(path);

    /// <summary>Where the guest is, or null when it was not built.</summary>
    internal static string? FindImage() => NativePeer.Find("guests", "msr.elf");

    public string? FirstDifference()
    {
        MachineEnd end = Boot();
        return end is { Kind: MachineEndKind.DebugExit, Status: AllPassed } ? null : $"the boot ended with {end}";
    }

    public void Round()
    {
        long start = Stopwatch.GetTimestamp();
        _ = Boot();
        _best = Math.Min(_best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    public void Forget() => _best = double.PositiveInfinity;

    public void Print(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{"boot",-8}{"core",-30}{_steps / _best / 1e3,8:F0}   {_best:F2} ms for {_steps:N0} instructions"));

    public IEnumerable<Goal> Goals() => [];

    public IEnumerable<Figure> Figures() => [];

    public void Dispose()
    {
        // Nothing outlives a boot.
    }

    private MachineEnd Boot()
    {
        var machine = new Machine(new MachineOptions(CpuModel.Default, MemorySize, static _ => { }));
        if (machine.Load(_image, "", []) is { } error)
        {
            throw new InvalidDataException(error.ToString());
        }

        MachineEnd end = machine.Run(MostSteps);
        _steps = machine.Steps;
        return end;
    }
}
