using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Spec.Abi;
using F = MsrSpec.Implementation.Emulator.Cpu.Features.CpuFeatures;
using Id = MsrSpec.Spec.Abi.Msr;
using R = MsrSpec.Implementation.Emulator.Cpu.Msr.MsrRule;

namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>
/// The model-specific registers that a processor may have, a row each, and the way from an index to its row: one
/// byte for each index of the two blocks that hold any. Which of them a model has, and of how many bits, is for
/// <see cref="MsrLayout"/> to say.
/// </summary>
internal static class MsrTable
{
    /// <summary>The row of an index that is no register.</summary>
    internal const int Absent = 0;

    private const ulong Any = ulong.MaxValue;
    private const ulong Low32 = uint.MaxValue;
    private const ulong UcodeReset = 1UL << 32;
    private const ulong PatReset = 0x0007_0406_0007_0406;
    private const ulong ApicReset = 0xFEE0_0800;
    private const ulong IcrBits = 0xFFFF_FFFF_000C_DFFF;
    private const ulong EferMask = (ulong)EferBits.All;
    private const ulong McgReset = 0x100;
    private const ulong MtrrBaseBits = 0xFF_FFFF_F0FF;
    private const ulong MtrrMaskBits = 0xFF_FFFF_F800;

    private const F Speculation = F.SpeculationControl | F.SingleThreadPredictors | F.StoreBypassDisable;
    private const F Extended = F.Syscall | F.LongMode | F.NoExecute;

    private const uint LowBlock = 0x1000;
    private const uint HighBase = 0xC0000000;
    private const uint HighBlock = 0x200;

    private static readonly MsrRow[] AllRows =
    [
        // Index, name, gate, rule, bits of the rule, reset value.
        new(uint.MaxValue,       "",                  F.None,               R.Absent,       0,            0),
        new(Id.Tsc,              "TSC",               F.TimeStampCounter,   R.Bits,         Any,          0),
        new(Id.PlatformId,       "PLATFORM_ID",       F.None,               R.HostOnly,     0,            0),
        new(Id.ApicBase,         "APIC_BASE",         F.Apic,               R.ApicBase,     0,            ApicReset),
        new(Id.FeatureControl,   "FEATURE_CONTROL",   F.None,               R.HostOnly,     0,            1),
        new(Id.TscAdjust,        "TSC_ADJUST",        F.TscAdjust,          R.Bits,         Any,          0),
        new(Id.SpecCtrl,         "SPEC_CTRL",         Speculation,          R.Bits,         0x7,          0),
        new(Id.PredCmd,          "PRED_CMD",          F.SpeculationControl, R.Command,      0x1,          0),
        new(Id.UcodeRev,         "BIOS_SIGN_ID",      F.None,               R.GuestIgnored, 0,            UcodeReset),
        new(Id.MtrrCap,          "MTRRCAP",           F.Mtrr,               R.ReadOnly,     0,            0x508),
        new(Id.FlushCmd,         "FLUSH_CMD",         F.FlushL1D,           R.Command,      0x1,          0),
        new(Id.SysenterCs,       "SYSENTER_CS",       F.Sysenter,           R.Bits,         Any,          0),
        new(Id.SysenterEsp,      "SYSENTER_ESP",      F.Sysenter,           R.Canonical,    0,            0),
        new(Id.SysenterEip,      "SYSENTER_EIP",      F.Sysenter,           R.Canonical,    0,            0),
        new(Id.McgCap,           "MCG_CAP",           F.MachineCheck,       R.ReadOnly,     0,            McgReset),
        new(Id.McgStatus,        "MCG_STATUS",        F.MachineCheck,       R.Bits,         Any,          0),
        new(Id.McgCtl,           "MCG_CTL",           F.MachineCheck,       R.AllOrNone,    0,            0),
        new(Id.MiscEnable,       "MISC_ENABLE",       F.None,               R.GuestKeeps,   0x1880,       0x1801),
        .. VariableMtrrs(),
        new(Id.MtrrFix64K00000,  "MTRR_FIX64K_00000", F.Mtrr,               R.MtrrTypes,    0,            0),
        new(Id.MtrrFix16K80000,  "MTRR_FIX16K_80000", F.Mtrr,               R.MtrrTypes,    0,            0),
        new(Id.MtrrFix16KA0000,  "MTRR_FIX16K_A0000", F.Mtrr,               R.MtrrTypes,    0,            0),
        .. FixedMtrrs(),
        new(Id.Pat,              "PAT",               F.PageAttributeTable, R.PatTypes,     0,            PatReset),
        new(Id.MtrrDefType,      "MTRR_DEF_TYPE",     F.Mtrr,               R.MtrrTyped,    0xCFF,        0),
        .. MachineCheckBanks(),
        new(Id.TscDeadline,      "TSC_DEADLINE",      F.TscDeadline,        R.Bits,         Any,          0),
        new(Id.X2ApicFirst,      "X2APIC",            F.X2Apic,             R.Absent,       0,            0),
        new(Id.X2ApicIcr,        "X2APIC_ICR",        F.X2Apic,             R.Interrupt,    IcrBits,      0),
        new(Id.Xss,              "XSS",               F.None,               R.Bits,         0,            0),
        new(Id.Efer,             "EFER",              Extended,             R.Efer,         EferMask,     0),
        new(Id.Star,             "STAR",              F.Syscall,            R.Bits,         Any,          0),
        new(Id.Lstar,            "LSTAR",             F.Syscall,            R.Canonical,    0,            0),
        new(Id.Cstar,            "CSTAR",             F.Syscall,            R.Canonical,    0,            0),
        new(Id.SyscallMask,      "FMASK",             F.Syscall,            R.Bits,         Low32,        0),
        new(Id.FsBase,           "FS_BASE",           F.LongMode,           R.Canonical,    0,            0),
        new(Id.GsBase,           "GS_BASE",           F.LongMode,           R.Canonical,    0,            0),
        new(Id.KernelGsBase,     "KERNEL_GS_BASE",    F.LongMode,           R.Canonical,    0,            0),
        new(Id.TscAux,           "TSC_AUX",           F.Rdtscp,             R.Bits,         Low32,        0),
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
                uint registers = AllRows[slot].Index == Id.X2ApicFirst ? Id.X2ApicLast - Id.X2ApicFirst + 1 : 1;
                slots.AsSpan((int)offset, (int)registers).Fill(checked((byte)slot));
            }
        }

        return slots;
    }

    private static IEnumerable<MsrRow> VariableMtrrs()
    {
        for (uint n = 0; n < Id.MtrrVariableCount; n++)
        {
            uint pair = Id.MtrrPhysBase0 + (2 * n);
            yield return new(pair, $"MTRR_PHYSBASE{n}", F.Mtrr, R.MtrrTyped, MtrrBaseBits, 0);
            yield return new(pair + 1, $"MTRR_PHYSMASK{n}", F.Mtrr, R.Bits, MtrrMaskBits, 0);
        }
    }

    private static IEnumerable<MsrRow> FixedMtrrs()
    {
        for (uint n = 0; n < Id.MtrrFix4KCount; n++)
        {
            string name = $"MTRR_FIX4K_{0xC0000 + (n * 0x8000):X5}";
            yield return new(Id.MtrrFix4KC0000 + n, name, F.Mtrr, R.MtrrTypes, 0, 0);
        }
    }

    private static IEnumerable<MsrRow> MachineCheckBanks()
    {
        for (uint n = 0; n < CpuModel.MaxMachineCheckBanks; n++)
        {
            uint bank = Id.Mc0Ctl + (n * Id.McBankStride);
            yield return new(bank, $"MC{n}_CTL", F.MachineCheck, R.AllOrNone, 0, 0);
            yield return new(bank + 1, $"MC{n}_STATUS", F.MachineCheck, R.GuestClears, 0, 0);
            yield return new(bank + 2, $"MC{n}_ADDR", F.MachineCheck, R.Bits, Any, 0);
            yield return new(bank + 3, $"MC{n}_MISC", F.MachineCheck, R.Bits, Any, 0);
        }
    }
}
