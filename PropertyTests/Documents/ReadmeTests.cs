using System.Globalization;
using System.Text.RegularExpressions;
using MsrSpec.Checker.Running;
using MsrSpec.Fuzz.Targets;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>What the README says of the program is what the program says.</summary>
public sealed partial class ReadmeTests
{
    private const string ExampleCommand = "./msrspec check --machine posted --mode random";

    /// <summary>The table of verbs: of each row the command and what it does.</summary>
    private static (string Verb, string Text)[] Rows =>
    [
        .. VerbRow().Matches(Document.Readme)
            .Select(match => (match.Groups["verb"].Value, match.Groups["text"].Value)),
    ];

    [Fact]
    public async Task The_example_is_what_the_named_command_prints()
    {
        Assert.Contains($"`{ExampleCommand}`", Document.Readme, StringComparison.Ordinal);
        string example = Example().Match(Document.Readme).Groups["block"].Value;
        Assert.StartsWith("  known defect D2", example, StringComparison.Ordinal);
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("counterexamples/posted"));
        foreach (string trace in Repository.Files.Where(
            file => file.StartsWith("counterexamples/posted/", StringComparison.Ordinal)))
        {
            File.Copy(Repository.PathOf(trace), folder.File(trace));
        }

        ProgramEnd end = await Programs.RunAsync("msrspec", ExampleCommand.Split(' ')[1..], folder.Path);
        Assert.Equal(0, end.Status);
        Assert.True(
            end.Output.Contains(example, StringComparison.Ordinal),
            $"The README's example of D2 is not what '{ExampleCommand}' prints; put in its place what stands here "
            + $"below 'known defect D2' (its figures change whenever the generator does):\n{end.Output}");
    }

    [Fact]
    public async Task The_table_names_every_verb()
    {
        IReadOnlyList<HelpEntry> verbs = await ProgramHelp.VerbsAsync("msrspec");
        Assert.Equal(verbs.Select(verb => verb.Name).Order(), Rows.Select(row => row.Verb).Order());
    }

    [Fact]
    public async Task Every_option_and_every_word_of_a_choice_in_the_table_exists()
    {
        foreach ((string verb, string text) in Rows)
        {
            string help = await ProgramHelp.TextAsync("msrspec", verb);
            string[] words =
            [
                .. Document.Quoted(text).Where(quoted => quoted.StartsWith("--", StringComparison.Ordinal))
                    .SelectMany(quoted => quoted.Split([' ', '|', '\\'], StringSplitOptions.RemoveEmptyEntries)),
            ];
            Assert.All(words, word => Assert.Matches($@"(?<![\w-]){Regex.Escape(word)}(?![\w-])", help));
        }
    }

    [Fact]
    public async Task The_verbs_of_the_fuzzer_that_are_named_are_those_that_it_has()
    {
        IReadOnlyList<HelpEntry> verbs = await ProgramHelp.VerbsAsync("fuzz");
        string[] targets = [.. FuzzTargets.All.Select(target => target.Name)];
        string[] named = Document.Quoted(Rows.Single(row => row.Verb == "fuzz").Text);
        Assert.Equal(verbs.Select(verb => verb.Name).Except(targets).Order(), named.Order());
    }

    [Fact]
    public void Every_machine_and_every_dialect_is_named()
    {
        string[] named = Document.Quoted(Document.Paragraph(Document.Readme, "Machines: "));
        string[] known =
        [
            .. MachineRegistry.Implementations.Select(machine => machine.Name), "mutant-NAME",
            .. CompiledMachines.All.Select(machine => machine.Name), CompiledMachines.FilePrefix + "FILE",
            .. Dialect.All.Select(dialect => dialect.Name),
        ];
        Assert.Equal(known.Order(), named.Order());
    }

    [Fact]
    public void Every_exit_status_is_told()
    {
        string told = Document.Paragraph(Document.Readme, "Exit status: ");
        IEnumerable<int> known = typeof(ExitStatus).GetFields().Select(field => (int)field.GetRawConstantValue()!);
        Assert.Equal(
            known.Order(),
            Number().Matches(told).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_number_of_defects_is_that_of_the_list()
    {
        Assert.Equal(12, PatchDefect.All.Count);
        Assert.Contains("[twelve defects](docs/defects.md)", Document.Readme.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `\./msrspec (?<verb>\w+)[^|\n]*(?:\\\|[^|\n]*)*` \| (?<text>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex VerbRow();

    [GeneratedRegex(@"```\n(?<block>  known defect .*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
