using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using static MsrSpec.Spec.Accesses.MsrRules;

namespace MsrSpec.Spec.Accesses;

/// <summary>
/// The MSRs of the reference processor, a row each (Intel SDM volume 4, as KVM presents them to a Linux guest).
/// </summary>
public static class MsrTable
{
    private const ulong LowHalf = 0x00000000_FFFFFFFF;
    private const ulong PhysicalPage = 0x000000FF_FFFFF000;
    private const ulong ApicBaseWritable =
        PhysicalPage | (ulong)(ApicBaseBits.BootstrapProcessor | ApicBaseBits.X2ApicMode);
    private const ulong InterruptCommandKnown = Abi.InterruptCommand.Known;
    private const ulong MtrrType = 0xFF;
    private const ulong MtrrMaskValid = 0x800;
    private const ulong MtrrDefaultFlags = 0xC00;
    private const ulong SpeculationControls = 0x7;
    private const ulong MiscEnableKept = 0x1880;
    private const uint HighBase = 0xC0000000;
    private const int BlockSize = 0x1000;
    private const short NoRow = -1;

    private const string Common = "kvm_set_msr_common";
    private const string Vendor = "kvm_x86_ops.set_msr";
    private const string AnyAddress = "__kvm_set_msr";
    private const string BaseOfApic = "kvm_set_apic_base";
    private const string Deadline = "kvm_set_lapic_tscdeadline_msr";
    private const string SetEfer = "set_efer";
    private const string MemoryTypes = "kvm_mtrr_set_msr";
    private const string MachineCheck = "set_msr_mce";
    private const string X2Apic = "kvm_x2apic_msr_write";

    /// <summary>Every MSR of the processor, by ascending index.</summary>
    public static ImmutableArray<MsrRow> Rows { get; } = [.. Build().OrderBy(row => row.Index)];

    /// <summary>The row numbers of the indices from 0.</summary>
    private static readonly short[] LowRows = RowNumbers(0);

    /// <summary>Those of the indices from 0xC0000000; every other index has none.</summary>
    private static readonly short[] HighRows = RowNumbers(HighBase);

    private static readonly int InterruptCommandRow = RowOf(Msr.X2ApicIcr);

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

    /// <summary>
    /// Whether a register is there while APIC_BASE has a value: the interrupt command register is in x2APIC mode alone.
    /// </summary>
    /// <param name="row">The register's row number.</param>
    /// <param name="apicBase">What APIC_BASE holds.</param>
    public static bool IsThere(int row, ulong apicBase) => row != InterruptCommandRow || IsX2ApicMode(apicBase);

    /// <summary>Whether the APIC is in x2APIC mode while APIC_BASE has a value.</summary>
    public static bool IsX2ApicMode(ulong apicBase) =>
        ((ApicBaseBits)apicBase & ApicBaseBits.X2ApicMode) == ApicBaseBits.X2ApicMode;

    /// <summary>The value of a fresh vCPU's MSR: only vCPU 0 is the bootstrap processor.</summary>
    /// <param name="row">The MSR.</param>
    /// <param name="vcpu">The vCPU, from 0.</param>
    public static ulong ResetValue(MsrRow row, int vcpu) =>
        row.Index == Msr.ApicBase && vcpu != 0 ? row.Reset & ~(ulong)ApicBaseBits.BootstrapProcessor : row.Reset;

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
        new(Msr.Tsc,             Any,            0, 0, Common),
        new(Msr.PlatformId,      HostOwned,      0, 0, Common),
        new(Msr.ApicBase,        MsrRules.ApicBase, ApicBaseWritable, 0xFEE00900, BaseOfApic),
        new(Msr.FeatureControl,  HostOwned,      0, 1, Common),
        new(Msr.TscAdjust,       Any,            0, 0, Common),
        new(Msr.SpecCtrl,        Masked,         SpeculationControls, 0, Vendor),
        new(Msr.PredCmd,         Command,        1, 0, Vendor),
        new(Msr.UcodeRev,        GuestIgnored,   0, 1UL << 32, Common),
        new(Msr.MtrrCap,         ReadOnly,       0, 0x508, MemoryTypes),
        new(Msr.FlushCmd,        Command,        1, 0, Vendor),
        new(Msr.SysenterCs,      Any,            0, 0, Vendor),
        new(Msr.SysenterEsp,     Canonical,      0, 0, AnyAddress),
        new(Msr.SysenterEip,     Canonical,      0, 0, AnyAddress),
        new(Msr.McgCap,          ReadOnly,       0, 0x100 | Msr.McBankCount, MachineCheck),
        new(Msr.McgStatus,       Any,            0, 0, MachineCheck),
        new(Msr.McgCtl,          AllOrNothing,   0, 0, MachineCheck),
        new(Msr.MiscEnable,      GuestKeeps,     MiscEnableKept, 0x1801, Common),
        new(Msr.Pat,             PageAttributes, 0, 0x0007040600070406, MemoryTypes),
        new(Msr.MtrrDefType,     TypeAndMask,    MtrrDefaultFlags | MtrrType, 0, MemoryTypes),
        new(Msr.TscDeadline,     Any,            0, 0, Deadline),
        new(Msr.X2ApicIcr,       MsrRules.InterruptCommand, InterruptCommandKnown, 0, X2Apic),
        new(Msr.Xss,             Masked,         0, 0, Vendor),
        new(Msr.Efer,            Efer,           (ulong)EferBits.All, 0, SetEfer),
        new(Msr.Star,            Any,            0, 0, Vendor),
        new(Msr.Lstar,           Canonical,      0, 0, AnyAddress),
        new(Msr.Cstar,           Canonical,      0, 0, AnyAddress),
        new(Msr.SyscallMask,     Masked,         LowHalf, 0, Vendor),
        new(Msr.FsBase,          Canonical,      0, 0, AnyAddress),
        new(Msr.GsBase,          Canonical,      0, 0, AnyAddress),
        new(Msr.KernelGsBase,    Canonical,      0, 0, AnyAddress),
        new(Msr.TscAux,          Masked,         LowHalf, 0, Vendor),
    ];

    private static IEnumerable<MsrRow> VariableMtrrs()
    {
        for (uint pair = 0; pair < Msr.MtrrVariableCount; pair++)
        {
            uint index = Msr.MtrrPhysBase0 + (2 * pair);
            yield return new(index, TypeAndMask, PhysicalPage | MtrrType, 0, MemoryTypes);
            yield return new(index + 1, Masked, PhysicalPage | MtrrMaskValid, 0, MemoryTypes);
        }
    }

    private static IEnumerable<MsrRow> FixedMtrrs()
    {
        yield return new(Msr.MtrrFix64K00000, FixedTypes, 0, 0, MemoryTypes);
        yield return new(Msr.MtrrFix16K80000, FixedTypes, 0, 0, MemoryTypes);
        yield return new(Msr.MtrrFix16KA0000, FixedTypes, 0, 0, MemoryTypes);
        for (uint part = 0; part < Msr.MtrrFix4KCount; part++)
        {
            yield return new(Msr.MtrrFix4KC0000 + part, FixedTypes, 0, 0, MemoryTypes);
        }
    }

    private static IEnumerable<MsrRow> MachineCheckBanks()
    {
        // Of each bank: control, status, address, miscellaneous.
        MsrRule[] rules = [AllOrNothing, GuestZero, Any, Any];
        for (uint register = 0; register < Msr.McBankCount * Msr.McBankStride; register++)
        {
            yield return new(Msr.Mc0Ctl + register, rules[register % Msr.McBankStride], 0, 0, MachineCheck);
        }
    }
}
