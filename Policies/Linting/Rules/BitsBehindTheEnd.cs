using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Bits for registers at or behind the end: a range taken for a closed one.</summary>
internal sealed class BitsBehindTheEnd() : RangeRule(
    "bits-behind-the-end",
    LintLevel.Warning,
    "A range ends before base + nmsrs, so a bit whose number is nmsrs or more is never looked at.",
    "Make nmsrs larger if the register belongs to the range, else clear the bit.")
{
    private protected override Finding? Judge(LintRange range, LintList list)
    {
        uint behind = range.Count;
        uint given = (uint)range.Slot.Bitmap.Length * 8;
        while (behind < given && !range.Allows((ulong)range.Base + behind))
        {
            behind++;
        }

        return range.IsOversize || range.Count == 0 || behind >= given ? null : Found(
            range.At(RangeField.Bits),
            Invariant($"bit {behind} stands for 0x{(ulong)range.Base + behind:x}, but the range ends before ")
                + Invariant($"0x{range.End:x}"),
            Invariant($"nmsrs={behind + 1}, if 0x{(ulong)range.Base + behind:x} is meant, else the bit clear"));
    }
}
