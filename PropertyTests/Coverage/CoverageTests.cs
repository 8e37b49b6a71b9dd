using System.Reflection;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Contents;
using Xunit;

namespace MsrSpec.PropertyTests.Coverage;

/// <summary>No clause and no consequence of the specification is left without a test.</summary>
public sealed class CoverageTests
{
    private static readonly MethodInfo[] Methods =
        [.. typeof(CoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())];

    private static IEnumerable<string> CoveredClauses =>
        Methods.SelectMany(method => method.GetCustomAttribute<CoversAttribute>()?.Clauses ?? [])
            .Concat(MachineProperties.All.SelectMany(property => property.Covers));

    private static IEnumerable<int> StatedConsequences =>
        Methods.SelectMany(method => method.GetCustomAttribute<ConsequenceAttribute>()?.Numbers ?? [])
            .Concat(MachineProperties.All.SelectMany(property => property.Consequences));

    [Fact]
    public void Every_clause_is_covered_by_a_test() =>
        Assert.Empty(ClauseIndex.All.Select(clause => clause.Id).Except(CoveredClauses));

    [Fact]
    public void Every_clause_that_a_test_names_exists() =>
        Assert.All(CoveredClauses, id => Assert.NotNull(ClauseIndex.Find(id)));

    [Fact]
    public void Every_consequence_is_stated_by_a_test_or_listed_with_a_reason()
    {
        IEnumerable<int> all = Enumerable.Range(1, NotYet.LastConsequence);
        Assert.Empty(all.Except(StatedConsequences).Except(NotYet.Table.Select(row => row.Consequence)));
        Assert.Empty(StatedConsequences.Except(all));
    }

    [Fact]
    public void No_consequence_is_both_stated_and_excused() =>
        Assert.Empty(StatedConsequences.Intersect(NotYet.Table.Select(row => row.Consequence)));

    [Fact]
    public void Clause_ids_are_stable_names_and_their_sentences_are_sentences()
    {
        Assert.Distinct(ClauseIndex.All.Select(clause => clause.Id));
        Assert.All(ClauseIndex.All, clause => Assert.Matches("^[a-z]+(\\.[A-Za-z0-9-]+)+$", clause.Id));
        Assert.All(ClauseIndex.All, clause => Assert.Matches("^[A-Z#].*\\.$", clause.Sentence));
    }
}
