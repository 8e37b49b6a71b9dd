using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// The processor that this program runs on, as the judge: it executes instructions in this process, at the privilege
/// of a user. There is one, because its memory has fixed addresses.
/// </summary>
/// <remarks>
/// While instructions under test run, the registers are anything, RSP among them. So the signals of the thread are
/// blocked, or a handler would be given a stack that is none; and the call makes no transition for the collector,
/// which waits for the few microseconds that a batch takes.
/// </remarks>
public sealed unsafe class HostOracle
{
    private static readonly Lazy<HostOracle> Instance = new(() => new HostOracle());

    private readonly Lock[] _arenas = new Lock[Arena.Count];

    /// <summary>The jumps from behind the instruction; they are relative, and so the same in every arena.</summary>
    private readonly ConcurrentDictionary<(int Bits, uint From), byte[]> _waysBack = new();

    private readonly string? _whyNot;
    private readonly string? _whyNot32;
    private readonly string? _whyNot16;

    private HostOracle()
    {
        for (int arena = 0; arena < Arena.Count; arena++)
        {
            _arenas[arena] = new Lock();
        }

        _whyNot = !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            ? "the host is not Linux on x86-64"
            : HostMemory.Map();
        _whyNot32 = _whyNot ?? LocalDescriptors.Install(32);
        _whyNot16 = _whyNot ?? LocalDescriptors.Install(16);
        foreach (int bits in CodeWidths.All.Where(bits => WhyNot(bits) is null))
        {
            for (int arena = 0; arena < Arena.Count; arena++)
            {
                new ThunkWriter(bits, arena).Write();
            }
        }
    }

    /// <summary>The oracle of this process.</summary>
    public static HostOracle Shared => Instance.Value;

    /// <summary>Why code of a width cannot be run here, or null.</summary>
    /// <param name="bits">The width.</param>
    public string? WhyNot(int bits) => bits switch
    {
        64 => _whyNot,
        32 => _whyNot32,
        _ => _whyNot16,
    };

    /// <summary>Runs every case of a group.</summary>
    /// <param name="group">The group; its width must be one that can be run.</param>
    /// <param name="results">What the cases come to.</param>
    public void Run(TestGroup group, Span<CaseContext> results)
    {
        lock (_arenas[group.Arena])
        {
            Prepare(group);
            Span<CaseContext> contexts = HostMemory.Contexts(group.Arena, group.Inputs.Length);
            group.Inputs.CopyTo(contexts);
            Enter(group, contexts.Length);
            contexts.CopyTo(results);
        }
    }

    private void Prepare(TestGroup group)
    {
        uint slot = Arena.SlotOf(group.Bits);
        uint behind = slot + (uint)group.Code.Length;
        byte[] wayBack = _waysBack.GetOrAdd(
            (group.Bits, behind), way => new ThunkWriter(way.Bits, arena: 0).WayBack(way.From));
        group.Code.CopyTo(HostMemory.Bytes(group.Arena, slot, group.Code.Length));
        wayBack.CopyTo(HostMemory.Bytes(group.Arena, behind, wayBack.Length));
        HostMemory.Word(group.Arena, ThunkWriter.WindowPointer) =
            Arena.OriginOf(group.Bits, group.Arena) + group.Window;
    }

    private static void Enter(TestGroup group, int count)
    {
        ulong address = Arena.BaseOf(group.Arena) + Arena.RegionOf(group.Bits) + ThunkWriter.Entry;
        var entry = (delegate* unmanaged[Cdecl, SuppressGCTransition]<int, void>)address;
        ulong* all = stackalloc ulong[NativeMethods.SignalSetWords];
        ulong* before = stackalloc ulong[NativeMethods.SignalSetWords];
        new Span<ulong>(all, NativeMethods.SignalSetWords).Fill(ulong.MaxValue);
        _ = NativeMethods.SetSignalMask(NativeMethods.SetMask, all, before);
        entry(count);
        _ = NativeMethods.SetSignalMask(NativeMethods.SetMask, before, null);
    }
}
