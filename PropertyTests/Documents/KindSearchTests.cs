using MsrSpec.Checker.Comparing;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>Which kinds of difference are found between dialects at a small scope, and by which witness each.</summary>
public sealed class KindSearchTests
{
    private const string Expected = "PropertyTests/Documents/kinds-of-difference.txt";
    private const ulong Seed = 1;

    private static readonly (Dialect Left, Dialect Right, long Sequences)[] Pairs =
    [
        (Dialect.Sound, Dialect.Linux61, 40), (Dialect.Linux510, Dialect.Linux512, 40),
        (Dialect.Posted, Dialect.Documented, 20),
    ];

    [Fact]
    public void The_kinds_and_their_witnesses_are_those_that_are_written_down()
    {
        string found = string.Concat(Pairs.SelectMany(pair => LinesOf(pair.Left, pair.Right, pair.Sequences))
            .Select(line => line + "\n"));
        Assert.True(Document.Read(Expected) == found, $"{Expected} is not what is found, which is:\n{found}");
    }

    [Fact]
    public void A_search_that_is_ended_early_finds_less()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        KindSearch search = new(Dialect.Posted, Dialect.Sound, new DifferenceScope(Seed, 20));
        Assert.Empty(search.Find(ended.Token));
    }

    [Fact]
    public void Only_between_interfaces_the_list_is_carried_over()
    {
        Assert.True(Search(Dialect.Sound, Dialect.Linux61, 0).IsCarriedOver);
        Assert.True(Search(Dialect.Linux61, Dialect.Sound, 0).IsCarriedOver);
        Assert.False(Search(Dialect.Sound, Dialect.Posted, 0).IsCarriedOver);
        Assert.False(Search(Dialect.Linux512, Dialect.Linux61, 0).IsCarriedOver);
    }

    [Fact]
    public void The_scope_says_what_is_tried()
    {
        string scope = Search(Dialect.Linux512, Dialect.Linux61, 1234).Scope;
        Assert.StartsWith("every sequence of up to 3 of ", scope, StringComparison.Ordinal);
        Assert.Contains(" telling commands, 1,234 generated sequences of up to 64 (seed 1), ", scope);
    }

    private static KindSearch Search(Dialect left, Dialect right, long sequences) =>
        new(left, right, new DifferenceScope(Seed, sequences));

    private static IEnumerable<string> LinesOf(Dialect left, Dialect right, long sequences) =>
    [
        $"{left.Name} and {right.Name}",
        .. Search(left, right, sequences).Find(TestContext.Current.CancellationToken).SelectMany(kind =>
            (IEnumerable<string>)
            [
                $"{kind.Clauses.Left.Id} / {kind.Clauses.Right.Id}",
                .. kind.Steps.Select(step => $"   {CommandPrinter.Print(step.Command)} -> {step.Left} | {step.Right}"),
            ]),
    ];
}
