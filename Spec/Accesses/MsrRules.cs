using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Accesses;

/// <summary>The rules of writes. A write that a rule does not take fails and changes nothing.</summary>
public static class MsrRules
{
    private const int CanonicalBits = 48;
    private const byte WriteBack = 6;
    private const byte UncachedMinus = 7;
    private const ulong LongModeEnable = (ulong)EferBits.LongModeEnable;
    private const ulong LongModeActive = (ulong)EferBits.LongModeActive;

    /// <summary>Every write succeeds and is stored as it is.</summary>
    public static MsrRule Any { get; } = ForBoth(
        "any", "Any value is stored.", (in write) => Store(write.Value));

    /// <summary>Bits outside the mask are reserved.</summary>
    public static MsrRule Masked { get; } = ForBoth(
        "masked", "No bit outside the mask.", (in write) => StoreIf(Fits(write), write.Value));

    /// <summary>Only a canonical 48-bit address is stored.</summary>
    public static MsrRule Canonical { get; } = ForBoth(
        "canonical", "A canonical 48-bit address.", (in write) => StoreIf(IsCanonical(write.Value), write.Value));

    /// <summary>Neither the guest nor the host writes it.</summary>
    public static MsrRule ReadOnly { get; } = ForBoth(
        "read-only", "Nobody writes it.", (in _) => Fail(GuestAccessClauses.WrongDirectionFails));

    /// <summary>Write only, no bit outside the mask; nothing is kept.</summary>
    public static MsrRule Command { get; } = ForBoth(
        "command", "No bit outside the mask; nothing is stored, and it cannot be read.",
        (in write) => StoreIf(Fits(write), write.Old));

    /// <summary>Machine-check controls: all zeros or all ones.</summary>
    public static MsrRule AllOrNothing { get; } = ForBoth(
        "all-or-nothing", "All zeros or all ones.",
        (in write) => StoreIf(write.Value is 0 or ulong.MaxValue, write.Value));

    /// <summary>Eight memory types, a byte each; 7 (UC-) is one of them.</summary>
    public static MsrRule PageAttributes { get; } = ForBoth(
        "page-attributes", "Eight memory types of the page attribute table: each byte is 0, 1, 4, 5, 6 or 7.",
        (in write) => StoreIf(EveryByte(write.Value, IsPageAttribute), write.Value));

    /// <summary>Fixed-range MTRRs: eight memory types, a byte each.</summary>
    public static MsrRule FixedTypes { get; } = ForBoth(
        "fixed-types", "Eight memory types of fixed ranges: each byte is 0, 1, 4, 5 or 6.",
        (in write) => StoreIf(EveryByte(write.Value, IsMtrrType), write.Value));

    /// <summary>A memory type in bits 7:0; other bits outside the mask are reserved.</summary>
    public static MsrRule TypeAndMask { get; } = ForBoth(
        "type-and-mask", "A memory type (0, 1, 4, 5 or 6) in bits 7:0, and no other bit outside the mask.",
        (in write) => StoreIf(Fits(write) && IsMtrrType((byte)write.Value), write.Value));

    /// <summary>EFER: paging locks LME against the guest, and LMA is kept.</summary>
    public static MsrRule Efer { get; } = new(
        "efer", "No bit outside the mask; the guest does not change LME while paging is on; a written LMA is ignored.",
        (in write) => write.Paging && ((write.Old ^ write.Value) & LongModeEnable) != 0
            ? Fail(GuestAccessClauses.EferInterlock)
            : StoreEfer(write),
        StoreEfer);

    /// <summary>APIC_BASE: the modes of the APIC, and the ways between them.</summary>
    public static MsrRule ApicBase { get; } = new(
        "apic-base",
        "No bit outside the mask, and x2APIC mode (bit 10) of an enabled APIC (bit 11) only; the guest enters that "
        + "mode from an enabled APIC, and leaves it by disabling.",
        (in write) => IsStep((ApicBaseBits)write.Old, (ApicBaseBits)write.Value)
            ? StoreApicBase(write)
            : Fail(GuestAccessClauses.InvalidValueFails),
        StoreApicBase);

    /// <summary>The interrupt command register.</summary>
    public static MsrRule InterruptCommand { get; } = ForBoth(
        "interrupt-command", "No bit outside the mask; bit 12, busy, is stored as zero.",
        (in write) => StoreIf(Fits(write), write.Value & ~Abi.InterruptCommand.Busy));

    /// <summary>Read-only to the guest; the host writes anything.</summary>
    public static MsrRule HostOwned { get; } = ForTheHost(
        "host-owned", "The guest's writes fail, the host writes anything.",
        (in _) => Fail(GuestAccessClauses.WrongDirectionFails));

    /// <summary>A guest's write retires without effect; the host writes anything.</summary>
    public static MsrRule GuestIgnored { get; } = ForTheHost(
        "guest-ignored", "The guest's writes retire and are dropped, the host writes anything.",
        (in write) => Store(write.Old));

    /// <summary>The guest can only clear it; the host writes anything.</summary>
    public static MsrRule GuestZero { get; } = ForTheHost(
        "guest-zero", "The guest writes zero only, the host anything.",
        (in write) => StoreIf(write.Value == 0, write.Value));

    /// <summary>A guest's write keeps the masked bits; the host writes anything.</summary>
    public static MsrRule GuestKeeps { get; } = ForTheHost(
        "guest-keeps", "The masked bits keep their value when the guest writes; the host writes anything.",
        (in write) => Store((write.Value & ~write.Mask) | (write.Old & write.Mask)));

    /// <summary>Every rule that a register may have.</summary>
    public static IReadOnlyList<MsrRule> All { get; } =
    [
        Any, Masked, Canonical, ReadOnly, Command, AllOrNothing, PageAttributes, FixedTypes, TypeAndMask, Efer,
        ApicBase, InterruptCommand, HostOwned, GuestIgnored, GuestZero, GuestKeeps,
    ];

    /// <summary>Judges a guest's write: what is stored, or why it fails.</summary>
    /// <param name="row">The register.</param>
    /// <param name="old">What it holds.</param>
    /// <param name="value">What is written.</param>
    /// <param name="paging">Whether paging is on.</param>
    public static MsrJudgement GuestWrite(MsrRow row, ulong old, ulong value, bool paging) =>
        row.Rule.Guest(new MsrWrite(row.Mask, old, value, paging));

    /// <summary>Judges a host-initiated write: what is stored, or why it fails.</summary>
    /// <param name="row">The register.</param>
    /// <param name="old">What it holds.</param>
    /// <param name="value">What is written.</param>
    public static MsrJudgement HostWrite(MsrRow row, ulong old, ulong value) =>
        row.Rule.Host(new MsrWrite(row.Mask, old, value, Paging: false));

    private static MsrRule ForBoth(string name, string sentence, MsrWriteRule judge) =>
        new(name, sentence, judge, judge);

    private static MsrRule ForTheHost(string name, string sentence, MsrWriteRule guest) =>
        new(name, sentence, guest, (in write) => Store(write.Value));

    private static MsrJudgement Store(ulong value) => new(value, null);

    private static MsrJudgement Fail(Clause why) => new(0, why);

    private static MsrJudgement StoreIf(bool valid, ulong value) =>
        valid ? Store(value) : Fail(GuestAccessClauses.InvalidValueFails);

    private static MsrJudgement StoreEfer(in MsrWrite write) =>
        StoreIf(Fits(write), (write.Value & ~LongModeActive) | (write.Old & LongModeActive));

    private static MsrJudgement StoreApicBase(in MsrWrite write) =>
        StoreIf(Fits(write) && ModeOf((ApicBaseBits)write.Value) != ApicBaseBits.Extended, write.Value);

    /// <summary>
    /// Whether an APIC can go from one mode to another in one step (Intel SDM volume 3, x2APIC state transitions).
    /// </summary>
    private static bool IsStep(ApicBaseBits old, ApicBaseBits value) => ModeOf(old) switch
    {
        ApicBaseBits.None => ModeOf(value) != ApicBaseBits.X2ApicMode,
        ApicBaseBits.X2ApicMode => ModeOf(value) != ApicBaseBits.Enabled,
        _ => true,
    };

    private static ApicBaseBits ModeOf(ApicBaseBits bits) => bits & ApicBaseBits.X2ApicMode;

    private static bool Fits(in MsrWrite write) => (write.Value & ~write.Mask) == 0;

    private static bool IsCanonical(ulong address) =>
        (ulong)((long)address << (64 - CanonicalBits) >> (64 - CanonicalBits)) == address;

    private static bool IsMtrrType(byte type) => type is 0 or 1 or 4 or 5 or WriteBack;

    private static bool IsPageAttribute(byte type) => IsMtrrType(type) || type == UncachedMinus;

    private static bool EveryByte(ulong value, Func<byte, bool> holds)
    {
        for (int shift = 0; shift < 64; shift += 8)
        {
            if (!holds((byte)(value >> shift)))
            {
                return false;
            }
        }

        return true;
    }
}
