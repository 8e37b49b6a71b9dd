using System.Collections.Frozen;
using System.Collections.Immutable;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Filter;

/// <summary>A whole call of <c>KVM_X86_SET_MSR_FILTER</c>: the struct's row, then a row for each slot.</summary>
public static class FilterRules
{
    private static readonly ImmutableArray<Row<SlotCall>> SlotRows = FilterTable.OfASlot.Rows;

    /// <summary>Where ranges are added one by one, a slot that is refused leaves those in front of it.</summary>
    private static readonly FrozenDictionary<Clause, Reasons> PartlySet = SlotRows
        .Where(row => row.Answer.Outcome is not null).Select(row => row.Clause!).Distinct()
        .ToFrozenDictionary(clause => clause, clause => new Reasons(clause, FilterCases.PartlySet));

    /// <summary>The first row of a slot that is judged when its copy is allocated; all behind it are, too.</summary>
    private static readonly int FirstAllocating =
        SlotRows.IndexOf(SlotRows.First(row => row.Clause == FilterClauses.FailedAllocation));

    /// <summary>Judges a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="before">The filter that is installed, or null.</param>
    public static FilterJudgement Judge(FilterCall call, MsrFilter? before)
    {
        Row<FilterCall> first = FilterTable.OfTheStruct.First(call, call.Readings);
        if (first.Case != FilterCases.GoesOn)
        {
            bool isAllocating = first.Clause == FilterClauses.FailedAllocation;
            return new(first.Answer.Outcome!.Value, first.Reasons!, before, isAllocating);
        }

        bool isWhole = call.Readings.FilterInstallation == FilterInstallation.Whole;
        bool hasAllocated = isWhole;
        ImmutableArray<AllowlistRange>.Builder ranges = ImmutableArray.CreateBuilder<AllowlistRange>();
        for (int number = 0; number < call.Slots.Length; number++)
        {
            SlotCall slot = new(call.Slots[number], call.AllocationFails && !hasAllocated);
            Row<SlotCall> row = FilterTable.OfASlot.First(slot, call.Readings);
            hasAllocated |= SlotRows.IndexOf(row) >= FirstAllocating;
            if (row.Answer.Outcome is { } refusal)
            {
                MsrFilter? left = isWhole ? before : Of(call, ranges.ToImmutable());
                return new(refusal, isWhole ? row.Reasons! : PartlySet[row.Clause!], left, hasAllocated);
            }

            if (row.Case == FilterCases.Taken)
            {
                ranges.Add(slot.Range);
            }
        }

        Row<FilterCall> last = FilterTable.WhenAllAreTaken.First(call, call.Readings);
        return new(last.Answer.Outcome!.Value, last.Reasons!, Of(call, ranges.ToImmutable()), hasAllocated);
    }

    /// <summary>Where ranges are added one by one, what is there is a filter only if it has one.</summary>
    private static MsrFilter? Of(FilterCall call, ImmutableArray<AllowlistRange> ranges) =>
        call.Readings.FilterInstallation == FilterInstallation.RangeByRange && ranges.IsEmpty
            ? null
            : new MsrFilter(!call.Denies, ranges);
}
