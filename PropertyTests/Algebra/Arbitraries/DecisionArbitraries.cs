using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.Arbitraries.Shape;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Queries of the decision: an access, and what the dialect has stored of the ranges asked for.</summary>
internal static class DecisionArbitraries
{
    /// <summary>A query.</summary>
    public static ArbitraryOf<DecisionQuery> Query { get; } = new(
        Of(1, CommandGenerators.Ranges, Access),
        IsQuery,
        given => QueryOf(given, given.Readings));

    /// <summary>A query in one dialect, and another dialect.</summary>
    public static ArbitraryOf<(DecisionQuery Query, ReadingSet Other)> InTwoDialects { get; } = new(
        Of(2, CommandGenerators.Ranges, Access),
        IsQuery,
        given => (QueryOf(given, given.Readings), given.Dialects[1]));

    /// <summary>A query of a list that is not empty, and one more range.</summary>
    public static ArbitraryOf<(DecisionQuery Query, AllowlistRange Range)> WithRange { get; } = new(
        Of(1, CommandGenerators.Ranges, CommandGenerators.Range, Access),
        given => given.Commands is [_, .., Command.AddAllowlist, Command.Guest] && IsQuery(given),
        given => (
            QueryOf(given with { Commands = given.Commands.RemoveAt(given.Commands.Length - 2) }, given.Readings),
            Range(given.Commands[^2])));

    private static bool IsQuery(Given given) =>
        given.Commands is [.. var ranges, Command.Guest] && ranges.All(IsRange);

    private static DecisionQuery QueryOf(Given given, ReadingSet readings)
    {
        GuestAccess access = ((Command.Guest)given.Last).Access;
        return new DecisionQuery(After(given.Before(1).Commands, readings).Slots, access.Index, access.Type, readings);
    }
}
