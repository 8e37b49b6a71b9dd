using System.Collections.Concurrent;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// Code of one width on the processor of this machine: its segments and its thunks in every arena, and how a group is
/// run by them. Whoever makes one has asked the probe, or is the probe's child: to run a group may end the process.
/// </summary>
/// <remarks>
/// While instructions under test run, the registers are anything, RSP among them. So the signals of the thread are
/// blocked, or a handler would be given a stack that is none; and the call makes no transition for the collector,
/// which waits for the few microseconds that a batch takes.
/// </remarks>
internal sealed unsafe class HostCode
{
    private readonly int _bits;

    /// <summary>The jumps from behind the instruction; they are relative, and so the same in every arena.</summary>
    private readonly ConcurrentDictionary<uint, byte[]> _waysBack = new();

    /// <summary>Installs the segments and writes the thunks.</summary>
    /// <param name="bits">The width.</param>
    public HostCode(int bits)
    {
        _bits = bits;
        WhyNot = HostMemory.WhyNot ?? (bits == 64 ? null : LocalDescriptors.Install(bits));
        for (int arena = 0; arena < Arena.Count && WhyNot is null; arena++)
        {
            new ThunkWriter(bits, arena).Write();
        }
    }

    /// <summary>Why it cannot be run, or null.</summary>
    public string? WhyNot { get; }

    /// <summary>Runs every case of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="results">What the cases come to.</param>
    public void Run(TestGroup group, Span<CaseContext> results)
    {
        lock (HostMemory.LockOf(group.Arena))
        {
            Prepare(group);
            Span<CaseContext> contexts = HostMemory.Contexts(group.Arena, group.Inputs.Length);
            group.Inputs.CopyTo(contexts);
            Enter(contexts.Length, group.Arena);
            contexts.CopyTo(results);
        }
    }

    private void Prepare(TestGroup group)
    {
        uint slot = Arena.SlotOf(_bits);
        uint behind = slot + (uint)group.Code.Length;
        byte[] wayBack = _waysBack.GetOrAdd(behind, from => new ThunkWriter(_bits, arena: 0).WayBack(from));
        group.Code.CopyTo(HostMemory.Bytes(group.Arena, slot, group.Code.Length));
        wayBack.CopyTo(HostMemory.Bytes(group.Arena, behind, wayBack.Length));
        HostMemory.Word(group.Arena, ThunkWriter.WindowPointer) =
            Arena.OriginOf(_bits, group.Arena) + group.Window;
    }

    private void Enter(int count, int arena)
    {
        ulong address = Arena.BaseOf(arena) + Arena.RegionOf(_bits) + ThunkWriter.Entry;
        var entry = (delegate* unmanaged[Cdecl, SuppressGCTransition]<int, void>)address;
        ulong* all = stackalloc ulong[NativeMethods.SignalSetWords];
        ulong* before = stackalloc ulong[NativeMethods.SignalSetWords];
        new Span<ulong>(all, NativeMethods.SignalSetWords).Fill(ulong.MaxValue);
        _ = NativeMethods.SetSignalMask(NativeMethods.SetMask, all, before);
        entry(count);
        _ = NativeMethods.SetSignalMask(NativeMethods.SetMask, before, null);
    }
}
