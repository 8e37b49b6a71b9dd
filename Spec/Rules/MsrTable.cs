using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Rules;

/// <summary>
/// The MSRs of the reference processor, a row each (Intel SDM volume 4, as KVM presents them to a Linux guest).
/// </summary>
public static class MsrTable
{
    private const ulong LowHalf = 0x00000000_FFFFFFFF;
    private const ulong PhysicalPage = 0x000000FF_FFFFF000;
    private const ulong ApicBaseWritable = PhysicalPage | 0x900;
    private const ulong MtrrType = 0xFF;
    private const ulong MtrrMaskValid = 0x800;
    private const ulong MtrrDefaultFlags = 0xC00;
    private const ulong SpeculationControls = 0x7;
    private const ulong MiscEnableKept = 0x1880;
    private const uint HighBase = 0xC0000000;
    private const int BlockSize = 0x1000;
    private const short NoRow = -1;

    /// <summary>The rows, by index.</summary>
    public static ImmutableArray<MsrRow> Rows { get; } = [.. Build().OrderBy(row => row.Index)];

    /// <summary>
    /// The row numbers of the indices from 0 and of those from 0xC0000000; every other index has none.
    /// </summary>
    private static readonly short[] LowRows = RowNumbers(0);
    private static readonly short[] HighRows = RowNumbers(HighBase);

    /// <summary>Finds the row of an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="row">The row's number.</param>
    /// <returns>False if the processor does not have the MSR.</returns>
    public static bool TryFind(uint index, out int row)
    {
        short[] rows = index < HighBase ? LowRows : HighRows;
        uint offset = index < HighBase ? index : index - HighBase;
        row = offset < (uint)rows.Length ? rows[offset] : NoRow;
        return row != NoRow;
    }

    /// <summary>The row number of an index that has one.</summary>
    public static int RowOf(uint index) =>
        TryFind(index, out int row)
            ? row
            : throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such MSR.");

    private static short[] RowNumbers(uint start)
    {
        short[] numbers = [.. Enumerable.Repeat(NoRow, BlockSize)];
        for (int row = 0; row < Rows.Length; row++)
        {
            uint offset = Rows[row].Index - start;
            if (Rows[row].Index >= start && offset < BlockSize)
            {
                numbers[offset] = (short)row;
            }
        }

        return numbers;
    }

    private static IEnumerable<MsrRow> Build() =>
        [.. Single(), .. VariableMtrrs(), .. FixedMtrrs(), .. MachineCheckBanks()];

    private static MsrRow[] Single() =>
    [
        new(Msr.Tsc,            MsrRule.Any,            0,                    0),
        new(Msr.PlatformId,     MsrRule.HostOwned,      0,                    0),
        new(Msr.ApicBase,       MsrRule.Masked,         ApicBaseWritable,     0xFEE00900),
        new(Msr.FeatureControl, MsrRule.HostOwned,      0,                    1),
        new(Msr.TscAdjust,      MsrRule.Any,            0,                    0),
        new(Msr.SpecCtrl,       MsrRule.Masked,         SpeculationControls,  0),
        new(Msr.PredCmd,        MsrRule.Command,        1,                    0),
        new(Msr.UcodeRev,       MsrRule.GuestIgnored,   0,                    1UL << 32),
        new(Msr.MtrrCap,        MsrRule.ReadOnly,       0,                    0x508),
        new(Msr.FlushCmd,       MsrRule.Command,        1,                    0),
        new(Msr.SysenterCs,     MsrRule.Any,            0,                    0),
        new(Msr.SysenterEsp,    MsrRule.Canonical,      0,                    0),
        new(Msr.SysenterEip,    MsrRule.Canonical,      0,                    0),
        new(Msr.McgCap,         MsrRule.ReadOnly,       0,                    0x100 | Msr.McBankCount),
        new(Msr.McgStatus,      MsrRule.Any,            0,                    0),
        new(Msr.McgCtl,         MsrRule.AllOrNothing,   0,                    0),
        new(Msr.MiscEnable,     MsrRule.GuestKeeps,     MiscEnableKept,       0x1801),
        new(Msr.Pat,            MsrRule.PageAttributes, 0,                    0x0007040600070406),
        new(Msr.MtrrDefType,    MsrRule.TypeAndMask,    MtrrDefaultFlags | MtrrType, 0),
        new(Msr.TscDeadline,    MsrRule.Any,            0,                    0),
        new(Msr.Xss,            MsrRule.Masked,         0,                    0),
        new(Msr.Efer,           MsrRule.Efer,           (ulong)EferBits.All,  0),
        new(Msr.Star,           MsrRule.Any,            0,                    0),
        new(Msr.Lstar,          MsrRule.Canonical,      0,                    0),
        new(Msr.Cstar,          MsrRule.Canonical,      0,                    0),
        new(Msr.SyscallMask,    MsrRule.Masked,         LowHalf,              0),
        new(Msr.FsBase,         MsrRule.Canonical,      0,                    0),
        new(Msr.GsBase,         MsrRule.Canonical,      0,                    0),
        new(Msr.KernelGsBase,   MsrRule.Canonical,      0,                    0),
        new(Msr.TscAux,         MsrRule.Masked,         LowHalf,              0),
    ];

    private static IEnumerable<MsrRow> VariableMtrrs()
    {
        for (uint pair = 0; pair < Msr.MtrrVariableCount; pair++)
        {
            uint index = Msr.MtrrPhysBase0 + (2 * pair);
            yield return new(index, MsrRule.TypeAndMask, PhysicalPage | MtrrType, 0);
            yield return new(index + 1, MsrRule.Masked, PhysicalPage | MtrrMaskValid, 0);
        }
    }

    private static IEnumerable<MsrRow> FixedMtrrs()
    {
        uint[] indices = [Msr.MtrrFix64K00000, Msr.MtrrFix16K80000, Msr.MtrrFix16KA0000];
        IEnumerable<uint> small = Enumerable.Range(0, (int)Msr.MtrrFix4KCount)
            .Select(part => Msr.MtrrFix4KC0000 + (uint)part);
        return indices.Concat(small).Select(index => new MsrRow(index, MsrRule.FixedTypes, 0, 0));
    }

    private static IEnumerable<MsrRow> MachineCheckBanks()
    {
        MsrRule[] roles = [MsrRule.AllOrNothing, MsrRule.GuestZero, MsrRule.Any, MsrRule.Any];
        for (uint register = 0; register < Msr.McBankCount * Msr.McBankStride; register++)
        {
            yield return new(Msr.Mc0Ctl + register, roles[register % Msr.McBankStride], 0, 0);
        }
    }
}
