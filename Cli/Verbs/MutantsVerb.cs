using System.CommandLine;
using System.Globalization;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Spec.Readings;
using Spectre.Console;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec mutants</c>: how many sequences it takes to find each deliberately wrong machine.</summary>
internal static class MutantsVerb
{
    private const int DefaultSeeds = 10;
    private const long DefaultSequences = 200_000;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<bool> list = new("--list") { Description = "Only lists them" };
        Option<int> seeds = new("--seeds")
        {
            Description = "How many seeds each is tried with",
            DefaultValueFactory = _ => DefaultSeeds,
            HelpName = "NUMBER",
        };
        Option<long> sequences = new("--sequences")
        {
            Description = "The most sequences of each try",
            DefaultValueFactory = _ => DefaultSequences,
            HelpName = "NUMBER",
        };
        Command verb = new(
            "mutants", "Measures how many sequences random checking takes to find each deliberately wrong machine")
        {
            list, seeds, sequences,
        };
        verb.SetAction(parsed =>
            parsed.GetValue(list) ? List() : Measure(parsed.GetValue(seeds), parsed.GetValue(sequences)));
        return verb;
    }

    private static int List()
    {
        foreach (Mutant mutant in MutantTable.All)
        {
            Terminal.WriteLine($"{Machines.NameOf(mutant)} ({mutant.Family})");
            Terminal.WriteLine($"    {mutant.Defect}");
        }

        return ExitStatus.Success;
    }

    private static int Measure(int seeds, long sequences)
    {
        if (seeds <= 0 || sequences <= 0)
        {
            return CommandLine.Fail("--seeds and --sequences take numbers above 0");
        }

        using Interruption interruption = new(limit: null);
        Table table = new Table().Border(Terminal.Border).AddColumns(
            "mutant", "family", "median sequences", "worst", "not found", "clause");
        ProgressLines progress = new("mutants", MutantTable.All.Count, TimeSpan.FromSeconds(2));
        int alive = 0;
        for (int i = 0; i < MutantTable.All.Count && !interruption.Token.IsCancellationRequested; i++)
        {
            progress.Report(i);
            Mutant mutant = MutantTable.All[i];
            Effectiveness result = Effectiveness.Measure(
                mutant.Create, Dialect.Sound, seeds, sequences, interruption.Token);
            alive += result.NotFound > 0 ? 1 : 0;
            table.AddRow(
                mutant.Name, mutant.Family, Number(result.Median), Number(result.Worst),
                result.NotFound.ToString(CultureInfo.InvariantCulture), result.Clause?.Id ?? "-");
        }

        Terminal.Output.Write(table);
        Terminal.WriteLine(alive == 0
            ? $"every mutant is found with every one of {seeds} seeds"
            : $"{alive} of {MutantTable.All.Count} mutants are not found with some seed in {sequences} sequences");
        if (interruption.Interrupted)
        {
            Terminal.WriteLine("interrupted: the table is not complete");
        }

        return alive == 0 && !interruption.Interrupted ? ExitStatus.Success : ExitStatus.Found;
    }

    private static string Number(long? sequences) =>
        sequences?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
