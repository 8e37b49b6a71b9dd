using System.Security.Cryptography;
using System.Text;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>What a seed gives to threads changes only where a change is meant to do that.</summary>
public sealed class SameScenariosTests
{
    private const uint Scenarios = 500;
    private const string Digest = "5082aa04f6ce08289ca8bf8308f9ffbb87e66c475490b93fc7ce7442ab3f8fa5";

    /// <summary>A choice or a weight that is new changes it; then the digest is replaced.</summary>
    [Fact]
    public void A_seed_gives_the_scenarios_that_it_always_gave()
    {
        ScenarioGenerator generator = new(seed: 1);
        string text = string.Join(
            '\n', Enumerable.Range(0, (int)Scenarios).SelectMany(number => LinesOf(generator.Draw((uint)number))));
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.True(digest == Digest, $"The digest is now {digest}.");
    }

    [Fact]
    public void Another_seed_gives_others() =>
        Assert.NotEqual(LinesOf(new ScenarioGenerator(1).Draw(0)), LinesOf(new ScenarioGenerator(2).Draw(0)));

    private static IEnumerable<string> LinesOf(RaceScenario scenario) =>
    [
        .. Lines("first", scenario.Prefix),
        .. scenario.Threads.SelectMany((commands, thread) => Lines($"thread{thread}", commands)),
    ];

    private static IEnumerable<string> Lines(string who, IEnumerable<Command> commands) =>
        commands.Select(command => $"{who} {CommandPrinter.Print(command)}");
}
