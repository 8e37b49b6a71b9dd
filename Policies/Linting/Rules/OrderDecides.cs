using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Ranges of a filter that overlap: the first one decides.</summary>
internal sealed class OrderDecides() : ListRule(
    "order-decides",
    LintLevel.Warning,
    "Of the ranges of a filter that hold a register in a direction the first one decides, and what a later one says of "
        + "it has no effect.",
    "Put the narrower range first, or make the ranges disjoint.")
{
    private protected override IEnumerable<Finding> Judge(LintList list)
    {
        Finding[] found =
            list.IsFilter ? [.. list.Ranges.Select(range => Judge(range, list)).OfType<Finding>()] : [];
        return found.Length > 0 && IsCompiled(list) ? [] : found;
    }

    private Finding? Judge(LintRange range, LintList list)
    {
        if (list.Ranges.Take(range.Number).FirstOrDefault(range.Overlaps) is not { } earlier)
        {
            return null;
        }

        (ulong first, ulong end) = range.Shared(earlier);
        ulong differing = first;
        while (differing < end && range.Allows(differing) == earlier.Allows(differing))
        {
            differing++;
        }

        bool agree = range.HasBitmap && differing == end;
        string effect = !range.HasBitmap ? "what this one says of them has no effect"
            : agree ? "and they agree, so the order does not matter"
            : Invariant($"of 0x{differing:x} they say different things");
        bool isInside = first == range.Base && end == range.End;
        return Found(
            range.At(RangeField.Base),
            Invariant($"0x{first:x} to 0x{end - 1:x} are in range {earlier.Number + 1} too, which comes first ")
                + $"and decides; {effect}",
            !isInside ? "ranges that do not share a register in one direction"
                : !agree ? Invariant($"this range in front of range {earlier.Number + 1}, if it is the exception")
                : (range.Flags & ~earlier.Flags) == 0 ? "no range here"
                : Invariant($"flags={CommandPrinter.PrintFlags((uint)(range.Flags & ~earlier.Flags))}"));
    }

    /// <summary>Whether the ranges are those that 'compile' makes, in an order that saves slots.</summary>
    private static bool IsCompiled(LintList list) =>
        FewestRanges.Of(list) is { } fewest
        && fewest.Commands.Take(fewest.Ranges.Length).SequenceEqual(
            list.Ranges.Select(range => new Command.WriteFilterSlot(range.Slot)));
}
