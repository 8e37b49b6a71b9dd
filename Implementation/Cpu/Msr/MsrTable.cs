using MsrSpec.Spec.Abi;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Cpu.Msr;

/// <summary>
/// The model-specific registers of the emulated processor, a row each, and the way from an index to its row: one
/// byte for each index of the two blocks that hold any.
/// </summary>
internal static class MsrTable
{
    /// <summary>The row of an index that is no register.</summary>
    internal const int Absent = 0;

    private const ulong Any = ulong.MaxValue;
    private const ulong Low32 = uint.MaxValue;
    private const ulong PatReset = 0x0007_0406_0007_0406;
    private const ulong ApicBaseReset = 0xFEE0_0800;
    private const ulong ApicBaseBits = 0xFF_FFFF_F900;
    private const ulong MtrrBaseBits = 0xFF_FFFF_F0FF;
    private const ulong MtrrMaskBits = 0xFF_FFFF_F800;

    private const uint LowBlock = 0x1000;
    private const uint HighBase = 0xC0000000;
    private const uint HighBlock = 0x200;

    private static readonly MsrRow[] AllRows =
    [
        new(uint.MaxValue,       0,             MsrRule.Absent,       0),
        new(Id.Tsc,              0,             MsrRule.Bits,         Any),
        new(Id.PlatformId,       0,             MsrRule.HostOnly,     0),
        new(Id.ApicBase,         ApicBaseReset, MsrRule.Bits,         ApicBaseBits),
        new(Id.FeatureControl,   1,             MsrRule.HostOnly,     0),
        new(Id.TscAdjust,        0,             MsrRule.Bits,         Any),
        new(Id.SpecCtrl,         0,             MsrRule.Bits,         0x7),
        new(Id.PredCmd,          0,             MsrRule.Command,      0x1),
        new(Id.UcodeRev,         0x1_0000_0000, MsrRule.GuestIgnored, 0),
        new(Id.MtrrCap,          0x508,         MsrRule.ReadOnly,     0),
        new(Id.FlushCmd,         0,             MsrRule.Command,      0x1),
        new(Id.SysenterCs,       0,             MsrRule.Bits,         Any),
        new(Id.SysenterEsp,      0,             MsrRule.Canonical,    0),
        new(Id.SysenterEip,      0,             MsrRule.Canonical,    0),
        new(Id.McgCap,           0x10A,         MsrRule.ReadOnly,     0),
        new(Id.McgStatus,        0,             MsrRule.Bits,         Any),
        new(Id.McgCtl,           0,             MsrRule.AllOrNone,    0),
        new(Id.MiscEnable,       0x1801,        MsrRule.GuestKeeps,   0x1880),
        .. VariableMtrrs(),
        new(Id.MtrrFix64K00000,  0,             MsrRule.MtrrTypes,    0),
        new(Id.MtrrFix16K80000,  0,             MsrRule.MtrrTypes,    0),
        new(Id.MtrrFix16KA0000,  0,             MsrRule.MtrrTypes,    0),
        .. FixedMtrrs(),
        new(Id.Pat,              PatReset,      MsrRule.PatTypes,     0),
        new(Id.MtrrDefType,      0,             MsrRule.MtrrTyped,    0xCFF),
        .. MachineCheckBanks(),
        new(Id.TscDeadline,      0,             MsrRule.Bits,         Any),
        new(Id.Xss,              0,             MsrRule.Bits,         0),
        new(Id.Efer,             0,             MsrRule.Efer,         (ulong)EferBits.All),
        new(Id.Star,             0,             MsrRule.Bits,         Any),
        new(Id.Lstar,            0,             MsrRule.Canonical,    0),
        new(Id.Cstar,            0,             MsrRule.Canonical,    0),
        new(Id.SyscallMask,      0,             MsrRule.Bits,         Low32),
        new(Id.FsBase,           0,             MsrRule.Canonical,    0),
        new(Id.GsBase,           0,             MsrRule.Canonical,    0),
        new(Id.KernelGsBase,     0,             MsrRule.Canonical,    0),
        new(Id.TscAux,           0,             MsrRule.Bits,         Low32),
    ];

    private static readonly byte[] LowSlots = SlotsOf(0, LowBlock);
    private static readonly byte[] HighSlots = SlotsOf(HighBase, HighBlock);

    /// <summary>The rows; the first is the one of no register.</summary>
    internal static ReadOnlySpan<MsrRow> Rows => AllRows;

    /// <summary>The row of an index, or <see cref="Absent"/>.</summary>
    internal static int SlotOf(uint index)
    {
        byte[] low = LowSlots;
        if (index < (uint)low.Length)
        {
            return low[index];
        }

        byte[] high = HighSlots;
        uint offset = index - HighBase;
        return offset < (uint)high.Length ? high[offset] : Absent;
    }

    private static byte[] SlotsOf(uint first, uint count)
    {
        byte[] slots = new byte[count];
        for (int slot = 1; slot < AllRows.Length; slot++)
        {
            uint offset = AllRows[slot].Index - first;
            if (offset < count)
            {
                slots[offset] = checked((byte)slot);
            }
        }

        return slots;
    }

    private static IEnumerable<MsrRow> VariableMtrrs()
    {
        for (uint n = 0; n < Id.MtrrVariableCount; n++)
        {
            uint pair = Id.MtrrPhysBase0 + (2 * n);
            yield return new(pair, 0, MsrRule.MtrrTyped, MtrrBaseBits);
            yield return new(pair + 1, 0, MsrRule.Bits, MtrrMaskBits);
        }
    }

    private static IEnumerable<MsrRow> FixedMtrrs()
    {
        for (uint n = 0; n < Id.MtrrFix4KCount; n++)
        {
            yield return new(Id.MtrrFix4KC0000 + n, 0, MsrRule.MtrrTypes, 0);
        }
    }

    private static IEnumerable<MsrRow> MachineCheckBanks()
    {
        for (uint n = 0; n < Id.McBankCount; n++)
        {
            uint bank = Id.Mc0Ctl + (n * Id.McBankStride);
            yield return new(bank, 0, MsrRule.AllOrNone, 0);
            yield return new(bank + 1, 0, MsrRule.GuestClears, 0);
            yield return new(bank + 2, 0, MsrRule.Bits, Any);
            yield return new(bank + 3, 0, MsrRule.Bits, Any);
        }
    }
}
