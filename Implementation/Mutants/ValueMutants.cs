using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// Rules of registers that take one value more than they should, next to those that they may take, or one less; and
/// registers that keep what they are to forget: of the family <c>registers</c>.
/// </summary>
internal static class ValueMutants
{
    private const ulong VirtualMachineEnable = 1UL << 12;
    private const ulong PhysicalBit40 = 1UL << 40;
    private const ulong SpeculativeStoreBypassDisable = 1UL << 2;
    private const uint DebugControl = 0x1D9;
    private const int LastByte = 56;

    /// <summary>These mutants.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Taken("bank-control-without-bit-10", BankControlWithoutBit10,
            "MCi_CTL takes all ones but bit 10 for all ones, as KVM does for guests that work around the AMD K8."),
        Taken("all-ones-of-32-bits", AllOnesOf32Bits,
            "MCG_CTL takes 0xffffffff for all ones."),
        Taken("pat-type-3-accepted", PatType3,
            "The last byte of the page attribute table takes the reserved type 3."),
        Taken("fixed-mtrr-type-7-accepted", FixedType7,
            "Fixed-range MTRRs take memory type 7 (UC-), which only page attributes have."),
        Taken("svme-accepted-beside-lme", SvmeBesideLme,
            "EFER takes bit 12 (SVME), although there is no SVM, but only together with LME."),
        Taken("low-canonical-half-too-long", LowHalfTooLong,
            "0x0000800000000000 passes for a canonical address."),
        Taken("high-canonical-half-too-long", HighHalfTooLong,
            "0xffff7fffffffffff passes for a canonical address."),
        Taken("tsc-aux-cut", TscAuxCut,
            "A write of TSC_AUX with bits above 31 set succeeds and drops them."),
        Taken("physical-bit-40-accepted", PhysicalBit40Dropped,
            "APIC_BASE takes physical addresses of one bit more, and drops it."),
        Taken("ssbd-refused", SsbdRefused,
            "SPEC_CTRL does not take bit 2 (SSBD) alone, as on processors that have none."),
        Stored("bank-status-not-cleared", KeepBankStatus,
            "A guest's zero does not clear MCi_STATUS, though it retires."),
        Stored("debug-control-ignored", IgnoreDebugControl,
            "A guest's zero for DEBUGCTL retires, although the processor has no such MSR."),
        RegisterMutants.Row("read-only-takes-what-it-holds",
            parts => parts.Around((machine, _) => new MachineMutant(machine)
            {
                Instead = command => KeepReadOnly(machine, command),
            }),
            "KVM_SET_MSRS of MTRRcap or MCG_CAP succeeds with the value that it holds."),
    ];

    /// <summary>A guest's write that is taken for one of another value.</summary>
    private static Mutant Taken(string name, Func<uint, ulong, ulong> value, string defect) => RegisterMutants.Port(
        name,
        cpu => new PortMutant(cpu) { Store = (port, index, given) => port.Gate.Write(index, value(index, given)) },
        defect);

    /// <summary>A guest's write, once it is allowed, that retires without reaching the register.</summary>
    private static Mutant Stored(string name, Func<uint, ulong, bool> isDropped, string defect) => RegisterMutants.Port(
        name,
        cpu => new PortMutant(cpu)
        {
            Store = (port, index, value) => isDropped(index, value) && port.Allows(index, AccessFlags.Write)
                ? MsrAccessResult.Done
                : port.Gate.Write(index, value),
        },
        defect);

    private static ulong BankControlWithoutBit10(uint index, ulong value) =>
        IsOfABank(index, number: 0) && value == ~(1UL << 10) ? ulong.MaxValue : value;

    private static bool KeepBankStatus(uint index, ulong value) => IsOfABank(index, number: 1) && value == 0;

    private static bool IsOfABank(uint index, uint number)
    {
        const uint Banks = Msr.McBankCount * Msr.McBankStride;
        uint offset = unchecked(index - Msr.Mc0Ctl);
        return offset < Banks && offset % Msr.McBankStride == number;
    }

    private static bool IgnoreDebugControl(uint index, ulong value) => index == DebugControl && value == 0;

    private static ulong SsbdRefused(uint index, ulong value) =>
        index == Msr.SpecCtrl && value == SpeculativeStoreBypassDisable ? ulong.MaxValue : value;

    private static ulong AllOnesOf32Bits(uint index, ulong value) =>
        index == Msr.McgCtl && value == uint.MaxValue ? ulong.MaxValue : value;

    private static ulong PatType3(uint index, ulong value) =>
        index == Msr.Pat && value >> LastByte == 3 ? value & ((1UL << LastByte) - 1) : value;

    private static ulong FixedType7(uint index, ulong value)
    {
        bool isFixed = index is Msr.MtrrFix64K00000 or Msr.MtrrFix16K80000 or Msr.MtrrFix16KA0000
            or (>= Msr.MtrrFix4KC0000 and < Msr.MtrrFix4KC0000 + Msr.MtrrFix4KCount);
        for (int shift = 0; isFixed && shift <= LastByte; shift += 8)
        {
            value &= (byte)(value >> shift) == 7 ? ~(1UL << shift) : ulong.MaxValue;
        }

        return value;
    }

    private static ulong SvmeBesideLme(uint index, ulong value) =>
        index == Msr.Efer && (value & (ulong)EferBits.LongModeEnable) != 0 ? value & ~VirtualMachineEnable : value;

    private static ulong LowHalfTooLong(uint index, ulong value) =>
        IsCanonical(index) && value == CanonicalAddress.LowEnd ? value - 1 : value;

    private static ulong HighHalfTooLong(uint index, ulong value) =>
        IsCanonical(index) && value == CanonicalAddress.HighStart - 1 ? value + 1 : value;

    private static bool IsCanonical(uint index) => index is
        Msr.SysenterEsp or Msr.SysenterEip or Msr.Lstar or Msr.Cstar or Msr.FsBase or Msr.GsBase or Msr.KernelGsBase;

    private static ulong TscAuxCut(uint index, ulong value) => index == Msr.TscAux ? (uint)value : value;

    private static ulong PhysicalBit40Dropped(uint index, ulong value) =>
        index == Msr.ApicBase ? value & ~PhysicalBit40 : value;

    private static Outcome? KeepReadOnly(IMachine machine, Command command) =>
        command is Command.HostWrite { Index: Msr.MtrrCap or Msr.McgCap } write
        && machine.Step(new Command.HostRead(write.Vcpu, write.Index)) == Outcome.Value(write.Value)
            ? Outcome.Success
            : null;
}
