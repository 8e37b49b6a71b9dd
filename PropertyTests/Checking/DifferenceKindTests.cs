using System.Collections.Concurrent;
using MsrSpec.Checker.Comparing;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Mediation;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Every kind of difference between two dialects: a pair of clauses, with its smallest witness.</summary>
public sealed class DifferenceKindTests
{
    private static readonly DifferenceScope Scope = new(Seed: 1, Sequences: 1_000);

    private static readonly ConcurrentDictionary<(string, string), IReadOnlyList<DifferenceKind>> Known = [];

    private static readonly WrongEnumerators Wrong = new(Right);

    public static TheoryData<string, string> Pairs => new()
    {
        { "v2-posted", "v2-sound" }, { "v2-sound", "linux-6.1" }, { "linux-5.10", "linux-5.12" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_kind_has_a_smallest_witness_and_is_found_from_either_side(string left, string right) =>
        Assert.Empty(KindProperties.BrokenBy(Right, Dialect.Find(left)!, Dialect.Find(right)!));

    [Fact]
    public void Every_defect_of_the_posted_patch_that_one_thread_can_meet_is_among_the_kinds() =>
        Assert.Empty(KindProperties.DefectsMissedBy(Right));

    [Fact]
    public void One_kind_for_each_clause_of_the_first_dialect_is_not_every_kind()
    {
        Assert.Contains(
            nameof(KindProperties.TheOtherWayRoundTheyAreTheSame), BrokenBy(Wrong.OneForEachClauseOfTheFirst));
        Assert.NotEmpty(KindProperties.DefectsMissedBy(Wrong.OneForEachClauseOfTheFirst));
    }

    [Fact]
    public void A_witness_that_is_not_shrunk_is_refused() =>
        Assert.Equal([nameof(KindProperties.NoCommandCanBeLeftOut)], BrokenBy(Wrong.WithoutShrinking));

    [Fact]
    public void A_witness_of_another_kind_is_refused() =>
        Assert.Contains(nameof(KindProperties.AWitnessShowsItsKind), BrokenBy(Wrong.WithOneWitnessForSeveral));

    [Fact]
    public void The_clauses_of_one_dialect_alone_make_no_kind() =>
        Assert.Contains(nameof(KindProperties.AWitnessShowsItsKind), BrokenBy(Wrong.ByTheFirstAlone));

    [Fact]
    public void Short_sequences_do_not_show_what_takes_a_full_table_or_an_answer_too_late() =>
        Assert.Equal(["D1", "D10"], KindProperties.DefectsMissedBy(WrongEnumerators.OfShortSequences));

    [Fact]
    [Consequence(47)]
    public void The_allowlist_and_the_filter_differ_in_degenerate_lists_x2APIC_overlap_errno_count_and_ends()
    {
        ClausePair[] expected =
        [
            new(AllowlistClauses.EmptyRange, FilterClauses.EmptySlotsAreSkipped),
            new(AllowlistClauses.FlaglessRange, FilterClauses.EmptySlotsAreSkipped),
            new(AllowlistClauses.Overlap, FilterClauses.Replaces),
            new(AllowlistClauses.FullTable, FilterClauses.Replaces),
            new(AllowlistClauses.EndPastTheTop, FilterClauses.Replaces),
            new(AllowlistClauses.OversizeBitmap, FilterClauses.FailedAllocation),
            new(AllowlistClauses.UnreadableBitmap, FilterClauses.UnknownRangeFlags),
        ];
        IReadOnlyList<DifferenceKind> kinds = Right(Dialect.Sound, Dialect.Linux61);
        Assert.Subset(kinds.Select(kind => kind.Clauses).ToHashSet(), expected.ToHashSet());
        HashSet<Clause> decisions = [.. kinds.Where(IsOfADecision).Select(kind => kind.Clauses.Right)];
        Assert.Equal(
            [FilterDecisionClauses.X2ApicIsExempt, FilterDecisionClauses.WrappedRangeCoversNothing],
            FilterDecisionClauses.All.Where(decisions.Contains));
        Assert.Equal(11, kinds.Single(kind => kind.Clauses == expected[3]).Steps.Count);
    }

    [Fact]
    public void The_posted_patch_differs_from_Linux_in_who_decides_before_the_list_does_too()
    {
        IReadOnlyList<DifferenceKind> kinds = Right(Dialect.Posted, Dialect.Linux61);
        Assert.All(
            new[]
            {
                MediationClauses.DeniedIsIntercepted, MediationClauses.FastWritesAsk, MediationClauses.ImplicitIsExempt,
            },
            clause => Assert.Contains(kinds, kind => kind.Clauses == new ClausePair(clause, clause)));
    }

    [Fact]
    public void What_only_the_allocations_show_is_found_behind_what_user_space_can_see()
    {
        ClausePair whole = new(FilterClauses.Replaces, FilterClauses.Replaces);
        Assert.Contains(
            Right(Dialect.Linux510, Dialect.Linux512),
            kind => kind.Clauses == whole && kind.Divergence.Field == Spec.Vocabulary.ViewField.Allocations);
    }

    private static IReadOnlyList<DifferenceKind> Right(Dialect left, Dialect right) => Known.GetOrAdd(
        (left.Name, right.Name), _ => new KindSearch(left, right, Scope).Find(TestContext.Current.CancellationToken));

    private static IEnumerable<string> BrokenBy(KindEnumerator enumerate) =>
        KindProperties.BrokenBy(enumerate, Dialect.Posted, Dialect.Sound);

    private static bool IsOfADecision(DifferenceKind kind) => FilterDecisionClauses.All.Contains(kind.Clauses.Right);
}
