using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range that says of every register what would hold without it.</summary>
internal sealed class InvertedPolarity() : RangeRule(
    "inverted-polarity",
    LintLevel.Warning,
    "A set bit allows and a clear bit denies, whatever the default is, so a range that only repeats the default has no "
        + "effect: most likely its bits mean the opposite.",
    "Under default=allow clear the bits of what is to be denied; under default=deny set those of what is allowed.")
{
    private protected override Finding? Judge(LintRange range, LintList list)
    {
        bool isArming = list.Denies && list.Ranges.Length == 1;
        if (!range.HasBitmap || !range.Matches || list.HasOverlap(range) || isArming || !(list.Denies || list.Allows))
        {
            return null;
        }

        for (ulong index = range.Base; index < range.End; index++)
        {
            if (range.Allows(index) == list.Denies)
            {
                return null;
            }
        }

        return list.Denies
            ? Found(range.At(RangeField.Bits), "no bit is set, and what no range holds is denied anyway",
                "the bits of the registers that are to be allowed, or no range here")
            : Found(range.At(RangeField.Bits), "every bit is set, and what no range holds is allowed anyway",
                "bits=none to deny them all: a clear bit denies, also under default=allow");
    }
}
