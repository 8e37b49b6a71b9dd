using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Decisions;

/// <summary>
/// The rows of the decision. Stored ranges that share a direction share no index, so one bit at most decides.
/// </summary>
public static class DecisionRules
{
    private static readonly Answer Allowed = new("allowed");
    private static readonly Answer Denied = new("denied");
    private static readonly Answer TheBit = new("bit Index - Base of its bitmap: set allows, clear denies");

    private static readonly Answer Oops = Answer.Of(Outcome.Oops(OopsKind.InvalidAccess));

    /// <summary>Whoever asks for the decision changes nothing.</summary>
    public static Case Asked { get; } = new("nothing changes");

    /// <summary>The rows in their order; the last one denies.</summary>
    public static Table<DecisionQuery> Rows { get; } = new("May the guest access the MSR",
    [
        new(That((DecisionQuery query) => query.Stored.IsEmpty), Allowed, DecisionClauses.NoListAllowsAll, Asked),
        new(OfSome((DecisionQuery query) => query.Stored, (query, stored) => (stored.Flags & query.Type) != 0
                && Ranges.Covers(stored, query.Index, query.Readings) && !stored.Holds(query.Index - stored.Base)),
            Oops, DecisionClauses.BitIsInTheBitmap, Asked, Choice.Of(KernelWords.Of32BitsThatWrap)),
        new(OfSome((DecisionQuery query) => query.Stored, (query, stored) => (stored.Flags & query.Type) != 0
                && Ranges.Covers(stored, query.Index, query.Readings) && Ranges.SumOf(stored) == Ranges.Top),
            TheBit, DecisionClauses.RangeReachesTheTop, Asked),
        new(OfSome((DecisionQuery query) => query.Stored, (query, stored) => (stored.Flags & query.Type) != 0
                && Ranges.Covers(stored, query.Index, query.Readings)),
            TheBit, DecisionClauses.BitDecides, Asked),
        new(OfSome(
                (DecisionQuery query) => query.Stored,
                (query, stored) => Ranges.Covers(stored, query.Index, query.Readings)),
            Denied, DecisionClauses.DirectionsAreIndependent, Asked),
        new(OfSome((DecisionQuery query) => query.Stored, (query, stored) => (stored.Flags & query.Type) != 0
                && stored.Count > 0 && Ranges.SumOf(stored) == query.Index),
            Denied, DecisionClauses.EndIsExclusive, Asked),
        new(null, Denied, DecisionClauses.UnmatchedIsDenied, Asked),
    ]);

    /// <summary>The decision of a query, with its clause and the slot that decides.</summary>
    public static Decision Judge(DecisionQuery query)
    {
        Row<DecisionQuery> row = Rows.First(query, query.Readings);
        if (row.Answer == Oops)
        {
            return new(false, row.Clause!, row.Condition!.Find(query));
        }

        if (row.Answer != TheBit)
        {
            return new(row.Answer == Allowed, row.Clause!, null);
        }

        int slot = row.Condition!.Find(query);
        AllowlistRange range = query.Stored[slot];
        return new(range.IsSet(query.Index - range.Base), row.Clause!, slot);
    }
}
