using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Rules;

/// <summary>
/// What the processor does with an allowed access: whether it fails, and what a register holds afterwards.
/// </summary>
public static class MsrRules
{
    private const int CanonicalBits = 48;
    private const byte WriteBack = 6;
    private const byte UncachedMinus = 7;

    /// <summary>The judgement of one write: the value stored, or the clause that makes it fail.</summary>
    /// <param name="Stored">What the register holds afterwards, if the write succeeds.</param>
    /// <param name="Failure">Why it fails, or null.</param>
    public readonly record struct Judgement(ulong Stored, Clause? Failure)
    {
        /// <summary>Whether the write succeeds.</summary>
        public bool Succeeds => Failure is null;
    }

    /// <summary>Whether an MSR that exists can be read; the host has no more rights here.</summary>
    public static bool IsReadable(MsrRow row) => row.Rule != MsrRule.Command;

    /// <summary>Judges a guest's write.</summary>
    /// <param name="row">The register.</param>
    /// <param name="old">What it holds.</param>
    /// <param name="value">What is written.</param>
    /// <param name="paging">Whether paging is on.</param>
    public static Judgement GuestWrite(MsrRow row, ulong old, ulong value, bool paging) => row.Rule switch
    {
        MsrRule.HostOwned => Fail(GuestAccessClauses.WrongDirectionFails),
        MsrRule.GuestIgnored => Store(old),
        MsrRule.GuestZero => StoreIf(value == 0, value),
        MsrRule.GuestKeeps => Store((value & ~row.Mask) | (old & row.Mask)),
        MsrRule.Efer when paging && ((old ^ value) & (ulong)EferBits.LongModeEnable) != 0
            => Fail(GuestAccessClauses.EferInterlock),
        _ => AnyWrite(row, old, value),
    };

    /// <summary>Judges a host-initiated write.</summary>
    /// <param name="row">The register.</param>
    /// <param name="old">What it holds.</param>
    /// <param name="value">What is written.</param>
    public static Judgement HostWrite(MsrRow row, ulong old, ulong value) => row.Rule switch
    {
        MsrRule.HostOwned or MsrRule.GuestIgnored or MsrRule.GuestZero or MsrRule.GuestKeeps => Store(value),
        _ => AnyWrite(row, old, value),
    };

    private static Judgement AnyWrite(MsrRow row, ulong old, ulong value) => row.Rule switch
    {
        MsrRule.Any => Store(value),
        MsrRule.Masked => StoreIf((value & ~row.Mask) == 0, value),
        MsrRule.Canonical => StoreIf(IsCanonical(value), value),
        MsrRule.ReadOnly => Fail(GuestAccessClauses.WrongDirectionFails),
        MsrRule.Command => (value & ~row.Mask) == 0 ? Store(old) : Fail(GuestAccessClauses.InvalidValueFails),
        MsrRule.AllOrNothing => StoreIf(value is 0 or ulong.MaxValue, value),
        MsrRule.PageAttributes => StoreIf(EveryByte(value, IsPageAttribute), value),
        MsrRule.FixedTypes => StoreIf(EveryByte(value, IsMtrrType), value),
        MsrRule.TypeAndMask => StoreIf((value & ~row.Mask) == 0 && IsMtrrType((byte)value), value),
        MsrRule.Efer => StoreIf((value & ~row.Mask) == 0, WithLongModeActiveOf(old, value)),
        MsrRule.HostOwned or MsrRule.GuestIgnored or MsrRule.GuestZero or MsrRule.GuestKeeps
            => throw new System.Diagnostics.UnreachableException(row.Rule.ToString()),
    };

    private static Judgement Store(ulong value) => new(value, null);

    private static Judgement Fail(Clause why) => new(0, why);

    private static Judgement StoreIf(bool valid, ulong value) =>
        valid ? Store(value) : Fail(GuestAccessClauses.InvalidValueFails);

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

    private static ulong WithLongModeActiveOf(ulong old, ulong value)
    {
        const ulong Active = (ulong)EferBits.LongModeActive;
        return (value & ~Active) | (old & Active);
    }
}
