using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Ranges that one range could replace.</summary>
internal sealed class MergeableRanges() : ListRule(
    "mergeable-ranges",
    LintLevel.Note,
    "Ranges of equal flags within 0x3000 registers fit into one, whose bits say of what lies between them what the "
        + "default says; each that is saved is a slot.",
    "Write the one range.")
{
    private const int LongestText = 300;

    private protected override IEnumerable<Finding> Judge(LintList list) => MergedRange.Of(list).Select(group => Found(
        group.Ranges[0].At(RangeField.Whole),
        Invariant($"{group.Ranges.Length} ranges of equal flags, from 0x{group.Base:x} to ")
            + Invariant($"0x{(ulong)group.Base + group.Count - 1:x}, fit into one"),
        Instead(group, list)));

    private static string Instead(MergedRange group, LintList list)
    {
        string brief = Invariant($"one range with base=0x{group.Base:x} nmsrs={group.Count}");
        if (group.Ranges.Any(range => !range.HasBitmap))
        {
            return brief;
        }

        string whole = CommandPrinter.Print(list.IsFilter
            ? new Command.WriteFilterSlot(group.Slot(list))
            : new Command.AddAllowlist(CompiledPolicy.Argument(RangeOf(group.Slot(list)))));
        return whole.Length <= LongestText ? whole : brief + ", and the bits of all of them";
    }

    private static Spec.Allowlist.AllowlistRange RangeOf(FilterSlot slot) =>
        new((Spec.Abi.AccessFlags)slot.Flags, slot.Base, slot.Count, slot.Bitmap.Bytes);
}
