using System.Text.RegularExpressions;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>A run that draws lots says by which seed, and by which command it can be had again.</summary>
public sealed partial class RepeatTests
{
    [Theory]
    [InlineData("check --machine posted --mode random --seed 7 --sequences 300")]
    [InlineData("check --mode random --sequences 40")]
    [InlineData("diff optimized-direct posted-direct --seed 3 --sequences 50")]
    [InlineData("diff v2-posted v2-sound --sequences 50 --kinds 50")]
    [InlineData("mutants --seeds 2 --sequences 10")]
    public async Task The_command_that_a_run_prints_does_the_same_again(string line)
    {
        ProgramEnd first = await RunAsync(line);
        Match match = Repeat().Match(first.Output);
        Assert.True(match.Success, first.ToString());
        ProgramEnd second = await RunAsync(match.Groups["line"].Value);
        Assert.Equal(first.Status, second.Status);
        Assert.Equal(WithoutTimes(first.Output), WithoutTimes(second.Output));
    }

    /// <summary>In a folder of its own: what stands there already is told too.</summary>
    private static async Task<ProgramEnd> RunAsync(string line)
    {
        using TemporaryFolder folder = new();
        return await Programs.RunAsync("msrspec", line.Split(' '), folder.Path);
    }

    /// <summary>Seconds and speeds, and the widths of the columns that they stand in.</summary>
    private static string WithoutTimes(string output) => Blank().Replace(Time().Replace(output, "TIME"), " ");

    [GeneratedRegex(@"^seeds? .*; repeat with: \./msrspec (?<line>.+)$", RegexOptions.Multiline)]
    private static partial Regex Repeat();

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Time();

    [GeneratedRegex(@"[ -]+")]
    private static partial Regex Blank();
}
