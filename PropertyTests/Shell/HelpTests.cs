using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>
/// Whoever asks for help gets it: on the standard output, with exit status 0, from everything that runs.
/// </summary>
public sealed class HelpTests
{
    /// <summary>The way to a program that is asked here, and what CI runs.</summary>
    private static readonly string[] FrontDoors = ["msrspec", ".ci/run"];

    public static TheoryData<string> Scripts { get; } =
    [
        .. Repository.Files.Where(file => !FrontDoors.Contains(file)
            && File.ReadLines(Repository.PathOf(file)).FirstOrDefault() == "#!/bin/sh"),
    ];

    [Theory]
    [InlineData("msrspec")]
    [InlineData("fuzz")]
    [InlineData("hardware")]
    [InlineData("benchmarks")]
    [InlineData("mutation")]
    public async Task A_program_and_each_of_its_verbs_explain_themselves(string program)
    {
        IReadOnlyList<HelpEntry> verbs = await ProgramHelp.VerbsAsync(program);
        Assert.NotEmpty(verbs);
        string[][] lines =
        [
            ["--help"], ["-h"], ["help"],
            .. verbs.SelectMany(verb => new string[][] { [verb.Name, "--help"], ["help", verb.Name] }),
        ];
        ConcurrentQueue<string> wrong = [];
        ParallelOptions two = new()
        {
            MaxDegreeOfParallelism = 2,
            CancellationToken = TestContext.Current.CancellationToken,
        };
        await Parallel.ForEachAsync(lines, two, async (words, _) =>
        {
            ProgramEnd end = await Programs.RunAsync(program, words, Repository.Root);
            if (!IsHelp(end))
            {
                wrong.Enqueue($"{program} {string.Join(' ', words)}: {end}");
            }
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("msrspec", "fuzz", "allowlist", "--help")]
    [InlineData("msrspec", "fuzz", "coverage", "--help")]
    [InlineData("msrspec", "fuzz", "help")]
    [InlineData("weaver", "--help")]
    [InlineData("weaver", "-h")]
    [InlineData("weaver", "help")]
    public async Task So_does_what_is_started_by_another_program(string program, params string[] words)
    {
        ProgramEnd end = await Programs.RunAsync(program, words, Repository.Root);
        Assert.True(IsHelp(end), end.ToString());
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_explains_itself_and_refuses_what_it_does_not_know(string script)
    {
        ProgramEnd end = await RunScriptAsync(script, "--help");
        Assert.True(IsHelp(end), end.ToString());
        end = await RunScriptAsync(script, "--nothing");
        Assert.Equal((2, string.Empty), (end.Status, end.Output));
        Assert.StartsWith($"{script}: ", end.Errors, StringComparison.Ordinal);
    }

    private static bool IsHelp(ProgramEnd end) =>
        end is { Status: 0, Errors: "" } && Regex.IsMatch(end.Output, "^Usage:", RegexOptions.Multiline)
        && Regex.Matches(end.Output, @": ([\w-]+(?:, [\w-]+)+) \[default: (.*)\]").All(IsOneOfItsWords);

    /// <summary>Whether the default that is shown can be said.</summary>
    private static bool IsOneOfItsWords(Match option) =>
        option.Groups[1].Value.Split(", ").Contains(option.Groups[2].Value);

    private static Task<ProgramEnd> RunScriptAsync(string script, string word) => BuiltProgram.RunApartAsync(
        BuiltProgram.Command("sh", [Repository.PathOf(script), word], Repository.Root),
        TestContext.Current.CancellationToken);
}
