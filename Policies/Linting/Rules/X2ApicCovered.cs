using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range of a filter that holds nothing but registers of the x2APIC.</summary>
internal sealed class X2ApicCovered() : RangeRule(
    "x2apic-covered",
    LintLevel.Error,
    "The filter does not ask about 0x800 to 0x8ff, the registers of the x2APIC: they are always allowed (in Linux "
        + "5.10-rc1 they were filtered).",
    "Leave the range out; what the guest does with its APIC is decided by KVM_CREATE_IRQCHIP and its split.")
{
    private protected override Finding? Judge(LintRange range, LintList list) =>
        list.IsFilter && range.Matches && range.Base >= Msr.X2ApicFirst && range.End <= Msr.X2ApicLast + 1UL
            ? Found(
                range.At(RangeField.Base),
                "every register of the range is one of the x2APIC's, which a filter always allows",
                list.Denies && list.Ranges.All(other => other == range || other.Count == 0)
                    ? $"{DeniesNothing.OneRange}, as a filter that denies must have a range"
                    : "no range here")
            : null;
}
