using MsrSpec.Implementation.Emulator.Cpu.FloatingPoint;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>A core and its MSRs at one moment.</summary>
public sealed class CoreSnapshot
{
    private readonly CoreState _state;

    internal CoreSnapshot(
        in CoreState state,
        FloatingPointState floatingPoint,
        MsrSnapshot msrs,
        long ticks,
        bool isStopped,
        CoreExit exit,
        PendingMsrAccess pendingAccess,
        (ulong? Root, PageDirectoryPointers Pointers) pointers)
    {
        _state = state;
        Msrs = msrs;
        floatingPoint.CopyTo(FloatingPoint);
        Ticks = ticks;
        IsStopped = isStopped;
        Exit = exit;
        PendingAccess = pendingAccess;
        Pointers = pointers;
    }

    internal ref readonly CoreState State => ref _state;

    internal FloatingPointState FloatingPoint { get; } = new();

    internal MsrSnapshot Msrs { get; }

    internal long Ticks { get; }

    internal bool IsStopped { get; }

    internal CoreExit Exit { get; }

    internal PendingMsrAccess PendingAccess { get; }

    internal (ulong? Root, PageDirectoryPointers Pointers) Pointers { get; }
}
