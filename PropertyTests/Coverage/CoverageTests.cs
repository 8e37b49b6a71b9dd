using System.Reflection;
using MsrSpec.PropertyTests.Algebra;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Consequences;
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
            .Concat(MachineProperties.All.SelectMany(property => property.Consequences))
            .Concat(AlgebraicProperties.All.SelectMany(property => property.Consequences));

    [Fact]
    public void Every_clause_is_covered_by_a_test() =>
        Assert.Empty(ClauseIndex.All.Select(clause => clause.Id).Except(CoveredClauses));

    [Fact]
    public void Every_clause_that_a_test_names_exists() =>
        Assert.All(CoveredClauses, id => Assert.NotNull(ClauseIndex.Find(id)));

    [Fact]
    public void Every_consequence_is_stated_by_a_test_or_says_why_not_yet()
    {
        Assert.Equal(Enumerable.Range(1, 48), ConsequenceTable.All.Select(consequence => consequence.Number));
        Assert.Equal(
            ConsequenceTable.All.Where(consequence => consequence.Beyond is null)
                .Select(consequence => consequence.Number),
            StatedConsequences.Distinct().Order());
    }

    [Fact]
    public void A_consequence_is_a_sentence() =>
        Assert.All(ConsequenceTable.All, consequence => Assert.Matches("^[A-Z0].*\\.$", consequence.Sentence));

    [Fact]
    public void Clause_ids_are_stable_names_and_their_sentences_are_sentences()
    {
        Assert.Distinct(ClauseIndex.All.Select(clause => clause.Id));
        Assert.All(ClauseIndex.All, clause => Assert.Matches("^[a-z]+(\\.[A-Za-z0-9-]+)+$", clause.Id));
        Assert.All(ClauseIndex.All, clause => Assert.Matches("^[A-Z#].*\\.$", clause.Sentence));
    }
}
