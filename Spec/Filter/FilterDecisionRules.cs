using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Filter;

/// <summary>The rows of the filter's decision.</summary>
internal static class FilterDecisionRules
{
    private static readonly Answer Allowed = new("allowed");
    private static readonly Answer TheBit = new("bit Index - Base of its bitmap: set allows, clear denies");
    private static readonly Answer TheDefault = new("the default: allowed or denied");

    /// <summary>The rows in their order; the last one asks the default.</summary>
    public static Table<FilterQuery> Rows { get; } = new("May the guest access the MSR",
    [
        new(That((FilterQuery query) => query.Index >= Msr.X2ApicFirst && query.Index <= Msr.X2ApicLast),
            Allowed, FilterDecisionClauses.X2ApicIsExempt, DecisionRules.Asked, Choice.Of(X2ApicAccesses.Exempt)),
        new(That((FilterQuery query) => query.Filter == null),
            Allowed, FilterDecisionClauses.NoFilterAllowsAll, DecisionRules.Asked),
        new(OfSome((FilterQuery query) => query.Ranges, (query, range) => (range.Flags & query.Type) != 0
                && Ranges.Covers(range, query.Index, query.Readings)),
            TheBit, FilterDecisionClauses.FirstRangeDecides, DecisionRules.Asked),
        new(OfSome((FilterQuery query) => query.Ranges, (query, range) => (range.Flags & query.Type) != 0
                && Ranges.SumOf(range) >= Ranges.Top && query.Index >= range.Base),
            TheDefault, FilterDecisionClauses.WrappedRangeCoversNothing, DecisionRules.Asked),
        new(OfSome(
                (FilterQuery query) => query.Ranges,
                (query, range) => Ranges.Covers(range, query.Index, query.Readings)),
            TheDefault, FilterDecisionClauses.DirectionsAreIndependent, DecisionRules.Asked),
        new(OfSome((FilterQuery query) => query.Ranges, (query, range) => (range.Flags & query.Type) != 0
                && Ranges.SumOf(range) == query.Index),
            TheDefault, FilterDecisionClauses.EndIsExclusive, DecisionRules.Asked),
        new(null, TheDefault, FilterDecisionClauses.DefaultDecides, DecisionRules.Asked),
    ]);

    /// <summary>The decision of a query, with its clause and the range that decides.</summary>
    public static Decision Judge(FilterQuery query)
    {
        Row<FilterQuery> row = Rows.First(query, query.Readings);
        if (row.Answer != TheBit)
        {
            return new(row.Answer == Allowed || query.Filter!.DefaultAllows, row.Clause!, null);
        }

        int number = row.Condition!.Find(query);
        AllowlistRange range = query.Ranges[number];
        return new(range.IsSet(query.Index - range.Base), row.Clause!, number);
    }
}
