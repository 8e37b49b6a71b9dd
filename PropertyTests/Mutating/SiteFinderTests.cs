using MsrSpec.Mutation.Sites;
using Xunit;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>What is found in a text, and by what names.</summary>
public sealed class SiteFinderTests
{
    private const string Text = """
        public sealed class Clamp
        {
            public int Of(int value) => value < 0 ? 0 : value;

            public bool Has(int value) => value >= 0 && value <= 10;
        }
        """;

    private static readonly string[] Expected =
    [
        "Sample.cs Of < #1 -> <=", "Sample.cs Of < #1 -> >=", "Sample.cs Of 0 #1 -> 1", "Sample.cs Of 0 #2 -> 1",
        "Sample.cs Has && #1 -> ||", "Sample.cs Has >= #1 -> >", "Sample.cs Has >= #1 -> <",
        "Sample.cs Has 0 #1 -> 1", "Sample.cs Has <= #1 -> <", "Sample.cs Has <= #1 -> >", "Sample.cs Has 10 #1 -> 11",
    ];

    [Fact]
    public void Every_operator_and_constant_is_a_site() => Assert.Equal(Expected, Names(Text));

    [Fact]
    public void Names_survive_lines_and_members_that_come_before()
    {
        string moved = Text.Replace(
            "{\n    public int Of",
            "{\n\n    // More.\n    public int Twice(int value) => value * 2;\n    public int Of",
            StringComparison.Ordinal);
        Assert.Equal(Expected, Names(moved).Where(name => !name.Contains(" Twice ", StringComparison.Ordinal)));
        Assert.Contains("Sample.cs Twice * #1 -> +", Names(moved));
    }

    [Fact]
    public void A_name_is_that_of_one_mutant() => Assert.Distinct(Names(Text));

    [Theory]
    [InlineData("const int Most = 1 + 2;")]
    [InlineData("enum Kind { One = 1 << 2 }")]
    [InlineData("[System.Obsolete(\"a\", true)] void Old() { }")]
    [InlineData("void Count(int most = 3) { }")]
    [InlineData("void Check(int a) { System.Diagnostics.Debug.Assert(a < 3); }")]
    [InlineData("void Refuse(int a) { throw new System.ArgumentException($\"{a + 1}\"); }")]
    [InlineData("public override int GetHashCode() => 3 * 7;")]
    [InlineData("string Name(string a) => a + \"b\";")]
    public void What_has_to_be_constant_or_decides_nothing_is_no_site(string member) =>
        Assert.Empty(Names($"class Sample {{ {member} }}"));

    [Fact]
    public void A_sample_changes_by_no_more_than_what_is_new()
    {
        IReadOnlyList<Mutant> mutants = ChangedFunction.Find(Text);
        string[] before = Drawn(mutants.Skip(1));
        string[] after = Drawn(mutants);
        Assert.Equal(4, before.Length);
        Assert.True(before.Except(after).Count() <= 1);
        Assert.Equal(after, Drawn(mutants.Reverse()));
    }

    private static string[] Drawn(IEnumerable<Mutant> mutants) =>
        [.. Sampling.Draw(mutants, 4, 7).Select(mutant => mutant.Name)];

    private static string[] Names(string text) => [.. ChangedFunction.Find(text).Select(mutant => mutant.Name)];
}
