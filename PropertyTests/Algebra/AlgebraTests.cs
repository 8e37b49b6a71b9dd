using MsrSpec.PropertyTests.Machines;
using Xunit;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Every property holds of the rules, and has failed on a wrong one.</summary>
public sealed class AlgebraTests
{
    public static TheoryData<string> Sentences { get; } =
        [.. AlgebraicProperties.All.Select(property => property.Sentence)];

    public static TheoryData<string, string> WrongRules { get; } = WrongRulesOfAll();

    [Theory]
    [MemberData(nameof(Sentences))]
    public void It_holds(string sentence) => Assert.Null(AlgebraicProperties.Find(sentence).Failure());

    [Theory]
    [MemberData(nameof(WrongRules))]
    public void It_fails_on_the_wrong_rule_and_shrinks_to_the_smallest_commands_that_show_it(
        string sentence, string rule)
    {
        AlgebraicProperty property = AlgebraicProperties.Find(sentence);
        WrongRule wrong = property.Fails.Single(wrong => wrong.Name == rule);
        Assert.Equal(wrong.Counterexample, property.Counterexample(wrong.Rules));
    }

    [Fact]
    public void Every_property_names_a_wrong_rule_on_which_it_fails() => Assert.Empty(
        AlgebraicProperties.All.Where(property => property.Fails.Count == 0).Select(property => property.Sentence));

    [Fact]
    public void No_property_is_stated_twice() => Assert.Distinct(
        AlgebraicProperties.All.Select(property => property.Sentence)
            .Concat(MachineProperties.All.Select(property => property.Sentence)));

    private static TheoryData<string, string> WrongRulesOfAll()
    {
        TheoryData<string, string> rules = [];
        foreach (AlgebraicProperty property in AlgebraicProperties.All)
        {
            foreach (WrongRule wrong in property.Fails)
            {
                rules.Add(property.Sentence, wrong.Name);
            }
        }

        return rules;
    }
}
