using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Mutants;
using MsrSpec.PropertyTests.Shell;
using MsrSpec.Registry;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>What the pages below <c>docs</c> count, list and show is what the program has.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void The_table_of_commands_has_every_kind()
    {
        string page = Document.Read("docs/traces.md");
        Assert.All(CommandDescriptions.All, kind => Assert.Matches(
            kind.Subject == CommandSubject.Vcpu ? $@"`vcpuN {kind.Name}[ `]" : $@"`(ioctl )?{kind.Name}[ `]", page));
    }

    [Fact]
    public void What_is_drawn_is_told_of_every_field() => Assert.Equal(
        Enum.GetNames<DomainKind>().Order(),
        Document.Read("docs/generator.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(','))
            .Select(name => name.Trim().Trim('`')).Order());

    [Fact]
    public void The_table_of_readings_has_every_question() => Assert.All(Reading.All, reading => Assert.Contains(
        $"\n| {reading.Number} | {reading.Question} |", Document.Read("docs/readings.md"), StringComparison.Ordinal));

    [Fact]
    public void The_traces_that_are_shown_are_canonical_and_hold()
    {
        string[] blocks =
            [.. Block().Matches(Document.Read("docs/traces.md")).Select(match => match.Groups["block"].Value)];
        Assert.Contains(blocks, text => text.Contains("\n  view ", StringComparison.Ordinal));
        Assert.All(blocks, text =>
        {
            Assert.Equal(text, TracePrinter.Print(TraceParser.Parse(text).Value!));
            ReplayResult result = new Replayer(MachineRegistry.MakerOf).Replay("docs/traces.md", text);
            Assert.True(result.Verdict == ReplayVerdict.Holds, result.Message);
        });
    }

    [Fact]
    public async Task The_verbs_and_options_of_the_comparison_with_hardware_are_those_that_it_has()
    {
        string page = Document.Read("docs/hardware.md");
        IReadOnlyList<HelpEntry> verbs = await ProgramHelp.VerbsAsync("hardware");
        foreach (string name in verbs.Select(verb => verb.Name))
        {
            string row = page.Split('\n').Single(line => line.StartsWith($"| `{name}", StringComparison.Ordinal));
            IReadOnlyList<HelpEntry> options = await ProgramHelp.OptionsAsync("hardware", name);
            Assert.Subset(
                options.Select(option => option.Name).ToHashSet(),
                Option().Matches(row).Select(match => match.Value).ToHashSet());
        }
    }

    [Fact]
    public void Every_target_of_the_fuzzer_is_described() => Assert.All(FuzzTargets.All, target => Assert.Contains(
        $"`{target.Name}`", Document.Read("docs/fuzzing.md"), StringComparison.Ordinal));

    [Fact]
    public void The_number_of_mutants_is_that_of_the_table() => Assert.Contains(
        $"each of the {MutantTable.All.Count} is found", Document.Read("docs/measurements.md"),
        StringComparison.Ordinal);

    [Fact]
    public void The_size_of_a_decoded_instruction_is_told() => Assert.Contains(
        $"an `Op`: {Unsafe.SizeOf<Op>()} bytes", Document.Read("docs/core.md"), StringComparison.Ordinal);

    [GeneratedRegex(@"```\n(?<block>msrspec-trace 1\n.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
