using MsrSpec.Policies;
using MsrSpec.Spec.Abi;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>Policies out of a few numbers, which FsCheck draws and shrinks: runs near what the interfaces tell apart.
/// </summary>
internal static class PolicyParts
{
    private static readonly uint[] Edges =
    [
        0, 1, 8, 63, 64, 65, 0x10, 0x7FF, 0x800, 0x8FF, 0x900, 0x1FFF, 0x2000, 0x2FFF, 0x3000, 0x3001, 0x5FFF, 0x6000,
        0x40000000, 0xC0000000, 0xC0001FFF, 0xC0002000, 0xC0000080, 0xFFFFCFFF, 0xFFFFD000, 0xFFFFFFFD, 0xFFFFFFFE,
    ];

    private static readonly uint[] Lengths = [1, 1, 2, 7, 8, 9, 63, 64, 65, 0x100, 0x2FFF, 0x3000, 0x3001];

    /// <summary>The policy of some parts; no part reaches the last index of all, which no range can hold.</summary>
    public static MsrPolicy Policy(IEnumerable<(byte Place, byte Length, byte Access)> parts)
    {
        (IndexRun Run, AccessFlags Access)[] runs = [.. parts.Select(part => (
            Run(Edges[part.Place % Edges.Length], Lengths[part.Length % Lengths.Length]),
            (AccessFlags)(1 + (part.Access % 3))))];
        return new MsrPolicy(In(AccessFlags.Read), In(AccessFlags.Write));

        IndexSet In(AccessFlags type) =>
            IndexSet.Of(runs.Where(run => (run.Access & type) != 0).Select(run => run.Run));
    }

    private static IndexRun Run(uint first, uint length) =>
        new(first, (uint)Math.Min(uint.MaxValue - 1UL, first + (ulong)length - 1));
}
