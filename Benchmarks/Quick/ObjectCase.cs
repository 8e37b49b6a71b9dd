using System.Diagnostics;
using System.Globalization;
using MsrSpec.Benchmarks.Goals;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>Ranges that are added to an allowlist until it is full: in compiled C, and in the port of it.</summary>
internal sealed class ObjectCase
{
    private const int Rounds = 20;
    private const int VmsPerRound = 100;
    private const uint RegistersEach = 64;

    /// <summary>A machine of an object file runs two of it, whose unwritten memory is different.</summary>
    private const int Twins = 2;

    private static readonly Command[] Ioctls =
    [
        .. Enumerable.Range(0, AllowlistLayout.Slots).Select(number => (Command)new Command.AddAllowlist(
            UserBuffer.Allowlist(
                new AllowlistHeader(
                    (uint)AccessFlags.ReadWrite, RegistersEach, (uint)number * RegistersEach, 0),
                BitConverter.GetBytes(ulong.MaxValue), AllowlistLayout.HeaderSize + sizeof(ulong)))),
    ];

    private readonly IMachine _object;
    private readonly IMachine _port;

    /// <summary>A case.</summary>
    /// <param name="name">The name of the object's machine.</param>
    /// <param name="compiled">The object's machine.</param>
    /// <param name="port">The port's.</param>
    public ObjectCase(string name, IMachine compiled, IMachine port)
    {
        Name = name;
        _object = compiled;
        _port = port;
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>The best time of an ioctl in one object, in nanoseconds, its share of a fresh VM included.</summary>
    public double Compiled { get; private set; } = double.PositiveInfinity;

    /// <summary>The best time of the same in the port.</summary>
    public double Ported { get; private set; } = double.PositiveInfinity;

    /// <summary>How it is told.</summary>
    public Figure Figure => new(
        Name,
        string.Create(CultureInfo.InvariantCulture, $"{1e9 / Compiled:N0} ioctls a second"),
        "at least 300,000");

    /// <summary>The first ioctl that is answered otherwise, or null.</summary>
    public string? Difference()
    {
        _object.Reset();
        _port.Reset();
        return Ioctls.Select(ioctl => (ioctl, Compiled: _object.Step(ioctl), Ported: _port.Step(ioctl)))
            .Where(step => step.Compiled != step.Ported || step.Compiled != Outcome.Success)
            .Select(step => $"{Name} answers '{step.Compiled}' to {step.ioctl}, the port '{step.Ported}'")
            .FirstOrDefault();
    }

    /// <summary>Times both by turns.</summary>
    public void Measure()
    {
        for (int round = 0; round < Rounds; round++)
        {
            Compiled = Math.Min(Compiled, Time(_object) / Twins);
            Ported = Math.Min(Ported, Time(_port));
        }
    }

    private static double Time(IMachine machine)
    {
        long start = Stopwatch.GetTimestamp();
        for (int vm = 0; vm < VmsPerRound; vm++)
        {
            machine.Reset();
            foreach (Command ioctl in Ioctls)
            {
                _ = machine.Step(ioctl);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (VmsPerRound * Ioctls.Length);
    }
}
