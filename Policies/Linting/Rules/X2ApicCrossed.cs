using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range of a filter that denies registers of the x2APIC among others.</summary>
internal sealed class X2ApicCrossed() : RangeRule(
    "x2apic-crossed",
    LintLevel.Warning,
    "The filter does not ask about 0x800 to 0x8ff, so a clear bit for one of them denies nothing.",
    "Set the bits of 0x800 to 0x8ff, which is what the kernel does, or end the range before them.")
{
    private protected override Finding? Judge(LintRange range, LintList list)
    {
        (ulong first, ulong end) = range.Within(Msr.X2ApicFirst, Msr.X2ApicLast);
        bool isInside = first == range.Base && end == range.End;
        while (first < end && range.Allows(first))
        {
            first++;
        }

        return !list.IsFilter || !range.HasBitmap || isInside || first >= end ? null : Found(
            range.At(RangeField.Bits),
            Invariant($"the bit of 0x{first:x} is clear, but a filter always allows 0x800 to 0x8ff"),
            Invariant($"bits {first - range.Base}-{end - 1 - range.Base} set, or two ranges ")
                + "with 0x800 to 0x8ff in neither");
    }
}
