using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Allowlist;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A bitmap rounded up to bytes where the kernel rounds up to 64 bits.</summary>
internal sealed class BitmapTooShort() : RangeRule(
    "bitmap-too-short",
    LintLevel.Error,
    "The kernel reads 8 bytes of bitmap for every 64 registers begun, not one for every 8, so it takes what stands "
        + "behind the bitmap, or fails with EFAULT at a page's end, where the posted code frees an error pointer.",
    "Give the bitmap 8 * ceil(nmsrs / 64) bytes, the unused bits 0.")
{
    private protected override Finding? Judge(LintRange range, LintList list)
    {
        int given = range.Slot.Bitmap.Length;
        long wanted = range.Slot.BitmapSize;
        return !range.HasBitmap || range.IsOversize || given >= wanted ? null : Found(
            range.At(RangeField.Bits),
            Invariant($"the bitmap of {range.Count} registers has {given} bytes, and the kernel reads {wanted}"),
            Invariant($"a bitmap of {wanted} bytes, the unused ones 0"));
    }
}
