using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_X86_SET_MSR_FILTER</c>, and what user space writes before it.</summary>
internal static class FilterModel
{
    /// <summary>User space writes to the next slot of the struct.</summary>
    public static StepResult Write(VmState state, FilterSlot slot, ReadingSet readings, out Outcome outcome)
    {
        ImmutableArray<FilterSlot> written = state.Filter.Written;
        Row<SlotsWritten> row = FilterTable.Write.First(new SlotsWritten(written.Length), readings);
        outcome = row.Answer.Outcome!.Value;
        VmState after = row.Case == FilterCases.Written
            ? state with { Filter = state.Filter with { Written = written.Add(slot) } }
            : state;
        return new StepResult(after, row.Reasons!);
    }

    /// <summary>Carries out the ioctl, which uses up what was written.</summary>
    public static StepResult Set(
        VmState state, uint flags, CallerBits caller, int readable, ReadingSet readings, out Outcome outcome)
    {
        FilterCall call = new(
            caller, readable, flags, state.Filter.Written, state.NextAllocationFails, readings);
        FilterJudgement judged = FilterRules.Judge(call, state.Filter.Installed);
        outcome = judged.Outcome;
        bool failureHits = state.NextAllocationFails && judged.Allocated;
        FilterState after = state.Filter with { Written = [], Installed = judged.Installed };
        return new StepResult(
            state with
            {
                Filter = after,
                LiveAllocations = state.LiveAllocations + after.Owned(readings) - state.Filter.Owned(readings),
                Failure = failureHits ? AllocationFailure.Hit : state.Failure,
            },
            judged.Reasons);
    }
}
