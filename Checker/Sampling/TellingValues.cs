using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Values that the rule of a register may tell apart: some that it takes, and what lies next to them. Which it takes is
/// asked of the rule, so that no register needs a list of its own.
/// </summary>
internal static class TellingValues
{
    private const ulong LowHalf = uint.MaxValue;
    private const ulong EveryByte = 0x01010101_01010101;
    private const uint LastMemoryType = 7;

    /// <summary>No segment, at a privilege level: SYSENTER looks at the other bits of SYSENTER_CS.</summary>
    private const ulong NullSelector = 3;

    /// <summary>Of each row the values that it takes; at least two.</summary>
    private static readonly ulong[][] Taken = [.. MsrTable.Rows.Select(TakenBy)];

    /// <summary>Of each row the bits beside which its mask changes, on either side; at least two.</summary>
    private static readonly int[][] EdgeBits = [.. MsrTable.Rows.Select(row => EdgeBitsOf(row.Mask))];

    /// <summary>Of a row the values that it takes; at least two.</summary>
    public static IReadOnlyList<ulong> Of(int row) => Taken[row];

    /// <summary>
    /// A value that the register takes; or such a one with one bit or one byte changed, which it may take or not: any
    /// bit, or one at an edge of the mask; one more, one less, or half of such a one.
    /// </summary>
    /// <param name="row">The number of the register's row.</param>
    /// <param name="random">Decides it.</param>
    public static ulong Draw(int row, PCG random)
    {
        ulong[] taken = Taken[row];
        ulong value = taken[random.Below((uint)taken.Length)];
        return random.Below(8) switch
        {
            0 => value,
            1 => unchecked(random.Below(2) == 0 ? value + 1 : value - 1),
            2 or 3 => value ^ (1UL << (int)random.Below(64)),
            4 => value ^ (1UL << EdgeBits[row][random.Below((uint)EdgeBits[row].Length)]),
            5 or 6 => WithByte(value, (int)random.Below(8), random.Below(LastMemoryType + 3)),
            _ => random.Below(2) == 0 ? value & LowHalf : value & ~LowHalf,
        };
    }

    /// <summary>What nobody writes still has a value that one may try to write: the one that it holds.</summary>
    private static ulong[] TakenBy(MsrRow row)
    {
        ulong[] taken =
            [.. Edges(row).Distinct().Where(value => MsrRules.HostWrite(row, row.Reset, value).Succeeds)];
        return taken.Length > 0 ? taken : [row.Reset, 0];
    }

    /// <summary>Ends of what the rules speak of: bits of a mask, memory types, canonical halves.</summary>
    private static IEnumerable<ulong> Edges(MsrRow row)
    {
        yield return 0;
        yield return row.Index == Msr.SysenterCs ? NullSelector : 0;
        yield return row.Reset;
        yield return row.Mask;
        yield return CanonicalAddress.LowEnd - 1;
        yield return CanonicalAddress.HighStart;
        yield return ulong.MaxValue;
        for (uint type = 0; type <= LastMemoryType; type++)
        {
            yield return type * EveryByte;
            yield return row.Mask == 0 ? 0 : WithByte(row.Mask, 0, type);
        }
    }

    private static int[] EdgeBitsOf(ulong mask)
    {
        ulong changes = mask ^ (mask << 1);
        ulong edges = changes | (changes >> 1);
        return [.. Enumerable.Range(0, 64).Where(bit => (edges >> bit & 1) != 0).Append(0).Append(63)];
    }

    private static ulong WithByte(ulong value, int number, uint content)
    {
        int shift = 8 * number;
        return (value & ~((ulong)byte.MaxValue << shift)) | ((ulong)content << shift);
    }
}
