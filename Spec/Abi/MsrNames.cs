using System.Collections.Frozen;
using System.Globalization;

namespace MsrSpec.Spec.Abi;

/// <summary>Names of MSR indices, for people.</summary>
public static class MsrNames
{
    private static readonly FrozenDictionary<uint, string> Names = Build();

    /// <summary>The name of an index, or null if it has none.</summary>
    public static string? Find(uint index) =>
        Names.GetValueOrDefault(index)
        ?? (index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast ? "x2APIC" : null);

    private static FrozenDictionary<uint, string> Build()
    {
        Dictionary<uint, string> names = new()
        {
            [Msr.Tsc] = "TSC",
            [Msr.PlatformId] = "PLATFORM_ID",
            [Msr.ApicBase] = "APIC_BASE",
            [Msr.FeatureControl] = "FEATURE_CONTROL",
            [Msr.TscAdjust] = "TSC_ADJUST",
            [Msr.SpecCtrl] = "SPEC_CTRL",
            [Msr.PredCmd] = "PRED_CMD",
            [Msr.UcodeRev] = "UCODE_REV",
            [Msr.MtrrCap] = "MTRRcap",
            [Msr.FlushCmd] = "FLUSH_CMD",
            [Msr.SysenterCs] = "SYSENTER_CS",
            [Msr.SysenterEsp] = "SYSENTER_ESP",
            [Msr.SysenterEip] = "SYSENTER_EIP",
            [Msr.McgCap] = "MCG_CAP",
            [Msr.McgStatus] = "MCG_STATUS",
            [Msr.McgCtl] = "MCG_CTL",
            [Msr.MiscEnable] = "MISC_ENABLE",
            [Msr.MtrrFix64K00000] = "MTRRfix64K_00000",
            [Msr.MtrrFix16K80000] = "MTRRfix16K_80000",
            [Msr.MtrrFix16KA0000] = "MTRRfix16K_A0000",
            [Msr.Pat] = "PAT",
            [Msr.MtrrDefType] = "MTRRdefType",
            [Msr.TscDeadline] = "TSC_DEADLINE",
            [Msr.Xss] = "XSS",
            [Msr.Efer] = "EFER",
            [Msr.Star] = "STAR",
            [Msr.Lstar] = "LSTAR",
            [Msr.Cstar] = "CSTAR",
            [Msr.SyscallMask] = "SYSCALL_MASK",
            [Msr.FsBase] = "FS_BASE",
            [Msr.GsBase] = "GS_BASE",
            [Msr.KernelGsBase] = "KERNEL_GS_BASE",
            [Msr.TscAux] = "TSC_AUX",
        };
        AddFamilies(names);
        return names.ToFrozenDictionary();
    }

    private static void AddFamilies(Dictionary<uint, string> names)
    {
        for (uint pair = 0; pair < Msr.MtrrVariableCount; pair++)
        {
            names[Msr.MtrrPhysBase0 + (2 * pair)] = Numbered("MTRRphysBase", pair);
            names[Msr.MtrrPhysBase0 + (2 * pair) + 1] = Numbered("MTRRphysMask", pair);
        }

        for (uint part = 0; part < Msr.MtrrFix4KCount; part++)
        {
            names[Msr.MtrrFix4KC0000 + part] = $"MTRRfix4K_{"CDEF"[(int)part / 2]}{"08"[(int)part % 2]}000";
        }

        string[] roles = ["CTL", "STATUS", "ADDR", "MISC"];
        for (uint bank = 0; bank < Msr.McBankCount; bank++)
        {
            for (uint role = 0; role < Msr.McBankStride; role++)
            {
                names[Msr.Mc0Ctl + (bank * Msr.McBankStride) + role] = Numbered("MC", bank) + "_" + roles[role];
            }
        }
    }

    private static string Numbered(string name, uint number) =>
        name + number.ToString(CultureInfo.InvariantCulture);
}
