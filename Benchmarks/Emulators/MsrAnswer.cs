using System.Runtime.InteropServices;
using MsrSpec.Benchmarks.Lookup;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>What every emulator answers RDMSR with, and the ten ranges that it asks first.</summary>
internal static class MsrAnswer
{
    /// <summary>Any MSR will do that holds 64 bits of the guest's choice, of which one half or the other is allowed.
    /// </summary>
    private static readonly uint[] Candidates =
        [Msr.Star, Msr.Lstar, Msr.Cstar, Msr.KernelGsBase, Msr.SysenterCs, Msr.SysenterEsp, Msr.SysenterEip];

    /// <summary>The ranges.</summary>
    internal static BenchmarkRange[] Ranges { get; } = RangeSets.OfSize(10);

    /// <summary>The first candidate that may be read.</summary>
    internal static uint Index { get; } = FirstAllowed();

    /// <summary>What it holds.</summary>
    internal static ulong Value => 0x0000_7123_89AB_CDEF;

    /// <summary>The optimized allowlist with the ranges, each added by its ioctl.</summary>
    internal static IAllowlist CreateAllowlist()
    {
        VmKernel kernel = new();
        OptimizedAllowlist allowlist = new(kernel);
        foreach (BenchmarkRange range in Ranges)
        {
            AllowlistHeader header = new((uint)range.Flags, range.Count, range.Base, Pad: 0);
            ReadOnlySpan<byte> bitmap = MemoryMarshal.AsBytes(range.Bits.AsSpan());
            kernel.Call.Begin(CallKind.AddAllowlist);
            kernel.User.Map(UserBuffer.Allowlist(header, bitmap, header.ArgumentSize));
            Outcome outcome = allowlist.Add();
            if (outcome.Kind != OutcomeKind.Success)
            {
                throw new InvalidOperationException($"A range was not added: {outcome}");
            }
        }

        return allowlist;
    }

    private static uint FirstAllowed()
    {
        DecisionTable table = BenchmarkRange.Table(Ranges);
        return Candidates.First(index => table.Allows(index, AccessFlags.Read));
    }
}
