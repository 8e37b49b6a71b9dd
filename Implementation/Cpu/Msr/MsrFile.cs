using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Cpu.Msr;

/// <summary>
/// The model-specific registers of one vCPU: what they hold and what they take, from the guest (RDMSR, WRMSR) and
/// from the host (KVM_GET_MSRS, KVM_SET_MSRS). It needs no core, and is the one place where EFER and the bases of FS
/// and GS live.
/// </summary>
public sealed class MsrFile
{
    private const ulong BootProcessorBit = 1UL << 8;
    private const ulong LongModeBits = (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive);
    private const int CanonicalBits = 48;

    private static readonly int EferSlot = MsrTable.SlotOf(Id.Efer);
    private static readonly int FsBaseSlot = MsrTable.SlotOf(Id.FsBase);
    private static readonly int GsBaseSlot = MsrTable.SlotOf(Id.GsBase);
    private static readonly int ApicBaseSlot = MsrTable.SlotOf(Id.ApicBase);
    private static readonly MsrRow[] Rows = MsrTable.Rows.ToArray();
    private static readonly ulong[] ResetValues = Array.ConvertAll(Rows, row => row.Reset);

    private readonly ulong[] _values = new ulong[ResetValues.Length];
    private readonly bool _isBootProcessor;

    /// <summary>Creates the registers of a vCPU, as they are after a reset.</summary>
    /// <param name="vcpu">The number of the vCPU; number 0 is the boot processor.</param>
    public MsrFile(int vcpu)
    {
        _isBootProcessor = vcpu == 0;
        Reset();
    }

    /// <summary>EFER.</summary>
    public EferBits Efer => (EferBits)_values[EferSlot];

    /// <summary>The base of FS.</summary>
    public ulong FsBase => _values[FsBaseSlot];

    /// <summary>The base of GS.</summary>
    public ulong GsBase => _values[GsBaseSlot];

    /// <summary>Puts every register to its reset value.</summary>
    public void Reset()
    {
        ResetValues.CopyTo(_values, 0);
        _values[ApicBaseSlot] |= _isBootProcessor ? BootProcessorBit : 0;
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

    /// <summary>The host writes; false means that the register or the value is refused.</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    public bool HostWrite(uint index, ulong value) => Write(index, value, host: true);

    /// <summary>Copies what every register holds, for a snapshot.</summary>
    internal ulong[] CopyValues() => [.. _values];

    /// <summary>Puts back what <see cref="CopyValues"/> has given.</summary>
    internal void SetValues(ReadOnlySpan<ulong> values) => values.CopyTo(_values);

    private bool Read(uint index, out ulong value)
    {
        int slot = MsrTable.SlotOf(index);
        value = _values[slot];
        return Rows[slot].Rule is not (MsrRule.Absent or MsrRule.Command);
    }

    private bool Write(uint index, ulong value, bool host)
    {
        int slot = MsrTable.SlotOf(index);
        ref readonly MsrRow row = ref Rows[slot];
        ref ulong stored = ref _values[slot];
        return row.Rule switch
        {
            MsrRule.Absent => false,
            MsrRule.Bits => StoreIf((value & ~row.Mask) == 0, value, ref stored),
            MsrRule.Canonical => StoreIf(IsCanonical(value), value, ref stored),
            MsrRule.ReadOnly => false,
            MsrRule.HostOnly => StoreIf(host, value, ref stored),
            MsrRule.GuestIgnored => !host || StoreIf(true, value, ref stored),
            MsrRule.Command => (value & ~row.Mask) == 0,
            MsrRule.AllOrNone => StoreIf(value is 0 or ulong.MaxValue, value, ref stored),
            MsrRule.GuestClears => StoreIf(host || value == 0, value, ref stored),
            MsrRule.GuestKeeps => StoreIf(true, host ? value : Kept(stored, value, row.Mask), ref stored),
            MsrRule.PatTypes => StoreIf(MemoryTypes.AreAllPat(value), value, ref stored),
            MsrRule.MtrrTypes => StoreIf(MemoryTypes.AreAllMtrr(value), value, ref stored),
            MsrRule.MtrrTyped => StoreIf(IsMtrrTyped(value, row.Mask), value, ref stored),
            MsrRule.Efer => WriteEfer(value, row.Mask, host, ref stored),
        };
    }

    private static bool WriteEfer(ulong value, ulong mask, bool host, ref ulong stored)
    {
        bool pagingIsOn = (stored & (ulong)EferBits.LongModeActive) != 0;
        bool changesEnable = ((stored ^ value) & (ulong)EferBits.LongModeEnable) != 0;
        bool refused = (value & ~mask) != 0 || (!host && pagingIsOn && changesEnable);
        return StoreIf(!refused, Kept(stored, value, (ulong)EferBits.LongModeActive), ref stored);
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

    private static bool IsCanonical(ulong value) =>
        (ulong)((long)(value << (64 - CanonicalBits)) >> (64 - CanonicalBits)) == value;

    private static bool IsMtrrTyped(ulong value, ulong mask) =>
        (value & ~mask) == 0 && MemoryTypes.IsMtrr((byte)value);
}
