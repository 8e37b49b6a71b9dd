using MsrSpec.Implementation.Mutants;
using MsrSpec.PropertyTests.Claims;
using Xunit;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>The properties are tested too: each mutant is killed by every property that claims to kill it.</summary>
public sealed class KillTests
{
    public static TheoryData<string, string> Claims { get; } = ClaimsOfAll();

    [Theory]
    [MemberData(nameof(Claims))]
    [Consequence(48)]
    public void It_kills_the_mutant(string mutant, string sentence)
    {
        string? failure = MachineProperties.Find(sentence).FirstFailure(MutantTable.Find(mutant)!.Create);
        Assert.True(failure is not null, $"'{sentence}' holds on the mutant '{mutant}'");
    }

    [Fact]
    public void Every_mutant_is_killed_by_a_named_property()
    {
        string[] killed = [.. MachineProperties.All.SelectMany(Killed).Distinct()];
        string[] ofTheAllowlist =
            [.. MutantTable.All.Where(mutant => !mutant.IsOfTheFilter).Select(mutant => mutant.Name)];
        Assert.Empty(ofTheAllowlist.Except(killed));
        Assert.Empty(killed.Except(ofTheAllowlist));
    }

    [Fact]
    public void Every_property_names_a_mutant_that_it_kills() => Assert.Empty(
        MachineProperties.All.Where(property => property.Kills.Count == 0).Select(property => property.Sentence));

    /// <summary>A property that kills a mutant kills it on the core too.</summary>
    private static IEnumerable<string> Killed(MachineProperty property) =>
    [
        .. property.Kills,
        .. property.Kills.Select(name => MutantTable.Find(name)?.OnTheCore?.Name).OfType<string>(),
    ];

    private static TheoryData<string, string> ClaimsOfAll()
    {
        TheoryData<string, string> claims = [];
        foreach (MachineProperty property in MachineProperties.All)
        {
            foreach (string mutant in Killed(property))
            {
                claims.Add(mutant, property.Sentence);
            }
        }

        return claims;
    }
}
