using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;

namespace MsrSpec.Checker.Sampling;

/// <summary>MSR indices worth asking about: those of registers, and the edges of the index space.</summary>
internal static class EdgeIndices
{
    private static readonly uint[] Edges =
    [
        0, 1, 2, 63, 64, 65, Msr.X2ApicFirst - 1, Msr.X2ApicFirst, Msr.X2ApicLast, Msr.X2ApicLast + 1,
        AllowlistLayout.MaxCount - 1, AllowlistLayout.MaxCount, AllowlistLayout.MaxCount + 1,
        0x40000000, 0x7FFFFFFF, 0x80000000, Msr.Efer - 0x81, Msr.Efer - 0x80,
        uint.MaxValue - AllowlistLayout.MaxCount, uint.MaxValue - 64, uint.MaxValue - 63, uint.MaxValue - 2,
        uint.MaxValue - 1, uint.MaxValue,
    ];

    /// <summary>The indices of the registers that the processor has.</summary>
    public static ImmutableArray<uint> Registers { get; } = [.. MsrTable.Rows.Select(row => row.Index)];

    /// <summary>
    /// The registers that share a rule and its mask, list by list, but for those that take any value from anybody: a
    /// rule of one register is worth as many tries as one of ten.
    /// </summary>
    public static ImmutableArray<ImmutableArray<uint>> ByRule { get; } =
    [
        .. MsrTable.Rows.Where(row => row.Rule != MsrRules.Any).GroupBy(row => (row.Rule, row.Mask))
            .Select(rows => rows.Select(row => row.Index).ToImmutableArray()),
    ];

    /// <summary>The edges of the index space and of areas in it.</summary>
    public static ImmutableArray<uint> OfTheSpace { get; } = [.. Edges];

    /// <summary>The last indices, around which a range wraps or reaches the top.</summary>
    public static ImmutableArray<uint> AtTheTop { get; } = [.. Edges[^6..]];
}
