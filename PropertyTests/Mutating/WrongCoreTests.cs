using Microsoft.CodeAnalysis;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.WrongCores;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>The list of wrong cores is well formed and fits the sources; what does not is refused.</summary>
public sealed class WrongCoreTests
{
    private const string Entry =
        "wrong a\nin A.cs Of\n- a + b\n+ a - b\ndies in Cpu.CoreTests Cpu.PagingTests\nbecause it adds\n";

    private const string Text = """
        public static class Sample
        {
            public const int Most = 3;

            public static int Of(int a, int b) => a + b;

            public static int Twice(int a)
            {
                a += a;
                return a + 0;
            }
        }
        """;

    private static IReadOnlyList<WrongCore> Committed =>
        WrongCoreList.Parse(File.ReadAllText(Repository.PathOf(WrongCoreList.File)), out _)!;

    public static TheoryData<string> Names { get; } = [.. Committed.Select(core => core.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_committed_wrong_core_fits_the_sources_and_names_test_classes_that_there_are(string name)
    {
        WrongCore core = Committed.Single(core => core.Name == name);
        SyntaxNode file = ProjectCompilation.Parse(core.File, File.ReadAllText(Repository.PathOf(core.File)))
            .GetRoot(TestContext.Current.CancellationToken);
        Assert.True(ChangedBody.Find(file, core, out string problem) is not null, problem);
        Assert.All(core.Killers, killer => Assert.NotNull(GetType().Assembly.GetType(killer)));
        Assert.NotEqual(core.From, core.To);
    }

    [Fact]
    public void An_entry_is_six_lines_and_what_takes_the_place_may_be_nothing()
    {
        WrongCore core = Assert.Single(WrongCoreList.Parse($"# For readers.\n\n{Entry}", out string problem)!);
        Assert.Equal(("a", "A.cs", "Of", "a + b", "a - b"), (core.Name, core.File, core.Member, core.From, core.To));
        Assert.Equal(["MsrSpec.PropertyTests.Cpu.CoreTests", "MsrSpec.PropertyTests.Cpu.PagingTests"], core.Killers);
        Assert.Equal(("it adds", ""), (core.Reason, problem));
        string removal = Entry.Replace("+ a - b", "+", StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(WrongCoreList.Parse(removal, out _)!).To);
    }

    [Theory]
    [InlineData("in A.cs Of", "line 1 does not begin with 'wrong '")]
    [InlineData("wrong a\nin A.cs Of\n+ b", "line 3 does not begin with '- '")]
    [InlineData("wrong a\nin A.cs Of\n- b\n+ c\ndies in X", "the last entry lacks 'because '")]
    [InlineData("wrong a\nin A.cs\n- b\n+ c\ndies in X\nbecause", "line 6 does not begin with 'because '")]
    [InlineData("wrong a\nin A.cs\n- b\n+ c\ndies in X\nbecause so", "the entry up to line 6 has no member")]
    [InlineData(Entry + Entry, "the entry up to line 12 has no member, or a name that is there already")]
    public void A_list_that_is_not_well_formed_is_refused_with_its_line(string text, string problem)
    {
        Assert.Null(WrongCoreList.Parse(text, out string said));
        Assert.StartsWith($"{WrongCoreList.File}: {problem}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sample.cs", "Gone", "a", "b", "Sample.cs has no body of a member Gone")]
    [InlineData("Sample.cs", "Most", "3", "4", "Sample.cs has no body of a member Most")]
    [InlineData("Sample.cs", "Of", "a * b", "b", "'a * b' stands 0 times in Of of Sample.cs, not once")]
    [InlineData("Sample.cs", "Twice", "a", "b", "'a' stands 3 times in Twice of Sample.cs, not once")]
    [InlineData("Gone.cs", "Of", "a", "b", "there is no file Gone.cs")]
    [InlineData("Sample.cs", "Of", "a + b", "a + c", "does not compile: The name 'c' does not exist")]
    public void A_wrong_core_that_does_not_fit_the_sources_is_an_error(
        string file, string member, string from, string to, string problem)
    {
        WrongCore core = new("stale", file, member, from, to, [], "of nothing");
        List<string> problems = [];
        Assert.Null(WrongCoreAssemblies.Compile(
            ProjectCompilation.OfOne("Sample.cs", Text), [(0, core)], problems));
        string said = Assert.Single(problems);
        Assert.StartsWith("stale", said, StringComparison.Ordinal);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_class_that_there_is_not_is_no_survivor()
    {
        Mutation.Sites.Repository repository = Mutation.Sites.Repository.Around(AppContext.BaseDirectory)!;
        string known = GetType().FullName!;
        WrongCore core = new("stale", "Sample.cs", "Of", "a", "b", [known, known + "Gone"], "of nothing");
        Assert.Equal(
            [$"stale: there is no test class {known}Gone"], WrongCoreRun.WithoutKiller([core], repository));
    }

    [Theory]
    [InlineData("  Starting: X\n    A.C_is_D(mode: Long64) [FAIL]\n    A.F [FAIL]\n", "A.C_is_D(mode: Long64)")]
    [InlineData("Unhandled exception.\n   at X\n", "at X")]
    [InlineData("it hangs", "it hangs")]
    [InlineData("", "the end of the process")]
    public void Who_kills_is_the_test_that_fails_first_or_what_the_process_ends_in(string output, string killer) =>
        Assert.Equal(killer, WrongCoreRun.KillerIn(output));
}
