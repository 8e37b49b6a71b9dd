using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>
/// The model-specific registers of one vCPU: what they hold and what they take, from the guest (RDMSR, WRMSR) and
/// from the host (KVM_GET_MSRS, KVM_SET_MSRS). It needs no core, and is the one place where EFER and the bases of FS
/// and GS live.
/// </summary>
public sealed class MsrFile
{
    private const ulong LongModeBits = (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive);

    private static readonly int EferSlot = MsrTable.SlotOf(Id.Efer);
    private static readonly int FsBaseSlot = MsrTable.SlotOf(Id.FsBase);
    private static readonly int GsBaseSlot = MsrTable.SlotOf(Id.GsBase);
    private static readonly int KernelGsBaseSlot = MsrTable.SlotOf(Id.KernelGsBase);
    private static readonly int StarSlot = MsrTable.SlotOf(Id.Star);
    private static readonly int LstarSlot = MsrTable.SlotOf(Id.Lstar);
    private static readonly int SyscallMaskSlot = MsrTable.SlotOf(Id.SyscallMask);
    private static readonly int SysenterCsSlot = MsrTable.SlotOf(Id.SysenterCs);
    private static readonly int SysenterEspSlot = MsrTable.SlotOf(Id.SysenterEsp);
    private static readonly int SysenterEipSlot = MsrTable.SlotOf(Id.SysenterEip);
    private static readonly int ApicBaseSlot = MsrTable.SlotOf(Id.ApicBase);
    private static readonly int TimeStampSlot = MsrTable.SlotOf(Id.Tsc);
    private static readonly int TimeAdjustSlot = MsrTable.SlotOf(Id.TscAdjust);
    private static readonly int DeadlineSlot = MsrTable.SlotOf(Id.TscDeadline);
    private static readonly int X2ApicSlot = MsrTable.SlotOf(Id.X2ApicFirst);
    private static readonly int InterruptSlot = MsrTable.SlotOf(Id.X2ApicIcr);
    private static readonly int TimeAuxSlot = MsrTable.SlotOf(Id.TscAux);

    private readonly CpuModel _model;
    private readonly MsrLayout _layout;
    private readonly MsrRow[] _rows;
    private readonly ulong[] _values;
    private MsrRule[] _rules;
    private ILocalApicRegisters? _apic;
    private ulong _now;
    private bool _isPaging;

    /// <summary>Creates the registers of a vCPU, as they are after a reset.</summary>
    /// <param name="vcpu">The number of the vCPU; number 0 is the boot processor.</param>
    /// <param name="model">The processor; null for the default one.</param>
    public MsrFile(int vcpu, CpuModel? model = null)
    {
        Number = vcpu;
        _model = model ?? CpuModel.Default;
        _layout = MsrLayout.Of(_model);
        _rows = _layout.Rows;
        _rules = _layout.Rules;
        _values = new ulong[_rows.Length];
        Reset();
    }

    /// <summary>The processor.</summary>
    public CpuModel Model => _model;

    /// <summary>EFER.</summary>
    public EferBits Efer => (EferBits)_values[EferSlot];

    /// <summary>The base of FS, which loading FS sets too.</summary>
    public ulong FsBase
    {
        get => _values[FsBaseSlot];
        internal set => _values[FsBaseSlot] = value;
    }

    /// <summary>The base of GS, which loading GS sets too.</summary>
    public ulong GsBase
    {
        get => _values[GsBaseSlot];
        internal set => _values[GsBaseSlot] = value;
    }

    /// <summary>What SWAPGS exchanges with the base of GS; no segment load touches it.</summary>
    internal ulong KernelGsBase
    {
        get => _values[KernelGsBaseSlot];
        set => _values[KernelGsBaseSlot] = value;
    }

    /// <summary>The selectors of SYSCALL and SYSRET.</summary>
    internal ulong Star => _values[StarSlot];

    /// <summary>Where SYSCALL goes.</summary>
    internal ulong Lstar => _values[LstarSlot];

    /// <summary>The flags that SYSCALL clears.</summary>
    internal ulong SyscallMask => _values[SyscallMaskSlot];

    /// <summary>The selector that SYSENTER and SYSEXIT count from.</summary>
    internal ulong SysenterCs => _values[SysenterCsSlot];

    /// <summary>The stack of SYSENTER.</summary>
    internal ulong SysenterEsp => _values[SysenterEspSlot];

    /// <summary>Where SYSENTER goes.</summary>
    internal ulong SysenterEip => _values[SysenterEipSlot];

    /// <summary>IA32_APIC_BASE: the APIC's base address and mode.</summary>
    public ulong ApicBase => _values[ApicBaseSlot];

    /// <summary>How many writes to an MTRR there were: no cached translation outlives one.</summary>
    internal ulong MtrrWrites { get; private set; }

    /// <summary>The number of the vCPU, which is also that of its APIC.</summary>
    internal int Number { get; }

    /// <summary>IA32_TSC_AUX, for RDTSCP.</summary>
    internal uint TimeStampAux => (uint)_values[TimeAuxSlot];

    /// <summary>The name of a register that the table knows, or null.</summary>
    /// <param name="index">The MSR index.</param>
    public static string? NameOf(uint index)
    {
        int slot = MsrTable.SlotOf(index);
        return slot == MsrTable.Absent ? null : "IA32_" + MsrTable.Rows[slot].Name;
    }

    /// <summary>Whether the processor has a register of an index, whatever can be done with it.</summary>
    public bool Has(uint index)
    {
        int slot = MsrTable.SlotOf(index);
        return slot != MsrTable.Absent && _rules[slot] != MsrRule.Absent;
    }

    /// <summary>
    /// Whether a value, written to the interrupt command register in the mode that the APIC is in, is an interrupt for
    /// one processor.
    /// </summary>
    public bool DeliversToOne(ulong command) =>
        Msr.ApicBase.IsX2Apic(ApicBase) && InterruptCommand.IsForOne(command);

    /// <summary>Puts every register to its reset value.</summary>
    public void Reset()
    {
        _layout.Resets.CopyTo(_values);
        bool isBoot = Number == 0 && _rules[ApicBaseSlot] != MsrRule.Absent;
        _values[ApicBaseSlot] |= isBoot ? Msr.ApicBase.BootProcessor : 0;
        SetTimeStamp(0);
    }

    /// <summary>
    /// From now on the time-stamp counter counts the core's ticks, from the value that it has.
    /// </summary>
    public void KeepTime()
    {
        if (_rules[TimeStampSlot] == MsrRule.Bits)
        {
            ulong value = _values[TimeStampSlot];
            SetRule(TimeStampSlot, MsrRule.TimeStamp);
            SetRule(TimeAdjustSlot, MsrRule.TimeAdjust);
            SetTimeStamp(value);
        }
    }

    /// <summary>
    /// Puts an APIC behind its registers; in x2APIC mode all of them exist.
    /// </summary>
    /// <param name="apic">The APIC.</param>
    public void Attach(ILocalApicRegisters apic)
    {
        _apic = apic;
        SetRule(DeadlineSlot, MsrRule.Deadline);
        if (_model.Has(CpuFeatures.X2Apic))
        {
            SetRule(X2ApicSlot, MsrRule.X2Apic);
            SetRule(InterruptSlot, MsrRule.X2Apic);
        }
    }

    /// <summary>What the time-stamp counter shows at a time.</summary>
    /// <param name="ticks">The time, in ticks of the core.</param>
    public ulong TimeStampAt(long ticks)
    {
        ulong stored = _values[TimeStampSlot];
        return _rules[TimeStampSlot] == MsrRule.TimeStamp ? stored + (ulong)ticks : stored;
    }

    /// <summary>Takes in what registers depend on: the core says it before it asks the port.</summary>
    /// <param name="ticks">The time.</param>
    /// <param name="paging">Whether paging is on.</param>
    internal void Observe(long ticks, bool paging)
    {
        _now = (ulong)ticks;
        _isPaging = paging;
    }

    /// <summary>Sets or clears EFER.LMA, as a change of CR0.PG does.</summary>
    internal void SetLongModeActive(bool active)
    {
        const ulong Active = (ulong)EferBits.LongModeActive;
        _values[EferSlot] = (_values[EferSlot] & ~Active) | (active ? Active : 0);
    }

    /// <summary>
    /// Makes EFER fit a mode as user space does by KVM_SET_SREGS: LME and LMA are set for 64-bit mode and clear
    /// otherwise; the other bits stay.
    /// </summary>
    /// <param name="mode">The mode.</param>
    public void EnterMode(GuestMode mode) =>
        _values[EferSlot] = (_values[EferSlot] & ~LongModeBits) | (mode == GuestMode.Long64 ? LongModeBits : 0);

    /// <summary>A guest reads; false means #GP(0).</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value, or zero.</param>
    public bool GuestRead(uint index, out ulong value) => Read(index, out value);

    /// <summary>The host reads; false means that the register is refused.</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value, or zero.</param>
    public bool HostRead(uint index, out ulong value) => Read(index, out value);

    /// <summary>A guest writes; false means #GP(0).</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    public bool GuestWrite(uint index, ulong value) => Write(index, value, host: false);

    /// <summary>
    /// Whether a write of the guest's would be taken; nothing changes. Not for the registers of an APIC, which are not
    /// here.
    /// </summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    public bool GuestTakes(uint index, ulong value)
    {
        MsrSnapshot before = TakeSnapshot();
        bool isTaken = GuestWrite(index, value);
        Restore(before);
        return isTaken;
    }

    /// <summary>The host writes; false means that the register or the value is refused.</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    public bool HostWrite(uint index, ulong value) => Write(index, value, host: true);

    /// <summary>Copies what every register holds, and what it goes by.</summary>
    internal MsrSnapshot TakeSnapshot() => new((ulong[])[.. _values], _now, _isPaging);

    /// <summary>Puts back what <see cref="TakeSnapshot"/> has given.</summary>
    internal void Restore(MsrSnapshot snapshot)
    {
        snapshot.Values.Span.CopyTo(_values);
        _now = snapshot.Now;
        _isPaging = snapshot.IsPaging;
    }

    private bool Read(uint index, out ulong value)
    {
        int slot = MsrTable.SlotOf(index);
        MsrRule rule = _rules[slot];
        value = _values[slot];
        return rule < MsrRule.TimeStamp
            ? rule is not (MsrRule.Absent or MsrRule.Command)
            : ReadLive(rule, index, ref value);
    }

    /// <summary>Reads what is not simply stored.</summary>
    private bool ReadLive(MsrRule rule, uint index, ref ulong value)
    {
        switch (rule)
        {
            case MsrRule.TimeStamp:
                value += _now;
                return true;
            case MsrRule.Deadline:
                return _apic!.TryRead(index, out value);
            case MsrRule.Interrupt:
                return Msr.ApicBase.IsX2Apic(ApicBase);
            case MsrRule.X2Apic:
                return Msr.ApicBase.IsX2Apic(ApicBase) && _apic!.TryRead(index, out value);
            default:
                return true;
        }
    }

    private bool Write(uint index, ulong value, bool host)
    {
        int slot = MsrTable.SlotOf(index);
        bool isWritten = Write(slot, index, value, host);
        MtrrWrites += isWritten && _rows[slot].Gate == CpuFeatures.Mtrr ? 1UL : 0;
        return isWritten;
    }

    private bool Write(int slot, uint index, ulong value, bool host)
    {
        ulong mask = _rows[slot].Mask;
        ref ulong stored = ref _values[slot];
        return _rules[slot] switch
        {
            MsrRule.Absent => false,
            MsrRule.Bits => StoreIf((value & ~mask) == 0, value, ref stored),
            MsrRule.Canonical => StoreIf(LinearAddress.IsCanonical(value), value, ref stored),
            MsrRule.ReadOnly => false,
            MsrRule.HostOnly => StoreIf(host, value, ref stored),
            MsrRule.GuestIgnored => !host || StoreIf(true, value, ref stored),
            MsrRule.Command => (value & ~mask) == 0,
            MsrRule.AllOrNone => StoreIf(value is 0 or ulong.MaxValue, value, ref stored),
            MsrRule.GuestClears => StoreIf(host || value == 0, value, ref stored),
            MsrRule.GuestKeeps => StoreIf(true, host ? value : Kept(stored, value, mask), ref stored),
            MsrRule.PatTypes => StoreIf(MemoryTypes.AreAllPat(value), value, ref stored),
            MsrRule.MtrrTypes => StoreIf(MemoryTypes.AreAllMtrr(value), value, ref stored),
            MsrRule.MtrrTyped => StoreIf(IsMtrrTyped(value, mask), value, ref stored),
            MsrRule.Efer => WriteEfer(value, mask, host, ref stored),
            MsrRule.TimeStamp => WriteTimeStamp(value, host),
            MsrRule.TimeAdjust => WriteTimeAdjust(value, host, ref stored),
            MsrRule.ApicBase => StoreIf(Msr.ApicBase.Takes(_model, stored, value, host), value, ref stored),
            MsrRule.Interrupt => StoreIf(
                Msr.ApicBase.IsX2Apic(ApicBase) && (value & ~mask) == 0, InterruptCommand.Done(value), ref stored),
            MsrRule.Deadline => _apic!.TryWrite(index, value),
            MsrRule.X2Apic => Msr.ApicBase.IsX2Apic(ApicBase) && _apic!.TryWrite(index, value),
        };
    }

    private bool WriteEfer(ulong value, ulong mask, bool host, ref ulong stored)
    {
        bool pagingIsOn = _isPaging || (stored & (ulong)EferBits.LongModeActive) != 0;
        bool changesEnable = ((stored ^ value) & (ulong)EferBits.LongModeEnable) != 0;
        bool refused = (value & ~mask) != 0 || (!host && pagingIsOn && changesEnable);
        return StoreIf(!refused, Kept(stored, value, (ulong)EferBits.LongModeActive), ref stored);
    }

    /// <summary>A guest that sets the counter moves the adjustment by as much; a host sets the counter alone.</summary>
    private bool WriteTimeStamp(ulong value, bool host)
    {
        ulong moved = value - _now - _values[TimeStampSlot];
        _values[TimeStampSlot] += moved;
        _values[TimeAdjustSlot] += host || _rules[TimeAdjustSlot] == MsrRule.Absent ? 0 : moved;
        return true;
    }

    private bool WriteTimeAdjust(ulong value, bool host, ref ulong stored)
    {
        _values[TimeStampSlot] += host ? 0 : value - stored;
        stored = value;
        return true;
    }

    private void SetTimeStamp(ulong value) =>
        _values[TimeStampSlot] = _rules[TimeStampSlot] == MsrRule.TimeStamp ? value - _now : value;

    /// <summary>Gives one register another rule, in a copy: the layout's own rules are everybody's.</summary>
    private void SetRule(int slot, MsrRule rule)
    {
        if (_rows[slot].IsOf(_model))
        {
            _rules = [.. _rules];
            _rules[slot] = rule;
        }
    }

    private static bool StoreIf(bool accepted, ulong value, ref ulong stored)
    {
        if (accepted)
        {
            stored = value;
        }

        return accepted;
    }

    private static ulong Kept(ulong stored, ulong value, ulong keptBits) =>
        (stored & keptBits) | (value & ~keptBits);

    private static bool IsMtrrTyped(ulong value, ulong mask) =>
        (value & ~mask) == 0 && MemoryTypes.IsMtrr((byte)value);
}
