using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>More ranges than are needed.</summary>
internal sealed class MergeableRanges() : ListRule(
    "mergeable-ranges",
    LintLevel.Note,
    "Fewer ranges decide the same: those within 0x3000 registers of one another can share a bitmap, whose other bits "
        + "say what the default says, and each that is saved is a slot.",
    "Write the fewest ranges, as 'msrspec compile' makes them.")
{
    private const int LongestText = 300;

    /// <summary>Ranges as one line: as commands, or if they are long without their bits.</summary>
    public static string Describe(CompiledPolicy fewest)
    {
        string whole = string.Join("; ", fewest.Commands.Take(fewest.Ranges.Length).Select(CommandPrinter.Print));
        return whole.Length <= LongestText ? whole : string.Join("; ", fewest.Ranges.Select(range => Invariant(
            $"flags={CommandPrinter.PrintFlags((uint)range.Flags)} nmsrs={range.Count} base=0x{range.Base:x}")));
    }

    private protected override IEnumerable<Finding> Judge(LintList list) =>
        FewestRanges.Of(list) is { Ranges: { IsEmpty: false } ranges } fewest && ranges.Length < list.Ranges.Length
            ?
            [
                Found(
                    list.Ranges[0].At(RangeField.Whole),
                    Invariant($"{list.Ranges.Length} ranges, and {ranges.Length} can decide the same"),
                    Describe(fewest)),
            ]
            : [];
}
