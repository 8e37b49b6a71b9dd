using System.CommandLine;
using System.Globalization;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using Spectre.Console;
using static System.FormattableString;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec mutants</c>: how many sequences it takes to find each deliberately wrong machine.</summary>
internal static class MutantsVerb
{
    private const long DefaultSeeds = 10;
    private const long MostSeeds = 1_000_000;
    private const long DefaultSequences = 200_000;

    private const string Summary =
        "Measures how many sequences random checking takes to find each deliberately wrong machine";

    private const string Notes = """
        Exit status: 0 every one is found with every seed, 1 one is not, 2 wrong command line, 130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<bool> list = new("--list") { Description = "Only lists them" };
        Option<long> seeds = Options.Count(
            "--seeds", "Each is tried with the seeds from 1 to this", DefaultSeeds, MostSeeds);
        Option<long> sequences = Options.Count("--sequences", "The most sequences of each try", DefaultSequences);
        Verb verb = new("mutants", Summary, Notes) { list, seeds, sequences };
        verb.SetAction(parsed =>
            parsed.GetValue(list) ? List() : Measure((int)parsed.GetValue(seeds), parsed.GetValue(sequences)));
        return verb;
    }

    private static int List()
    {
        foreach (Mutant mutant in MutantTable.All)
        {
            Terminal.Output.WriteLine($"{MachineRegistry.Of(mutant).Name} ({mutant.Family})");
            Terminal.Output.WriteLine($"    {mutant.Defect}");
        }

        return ExitStatus.Success;
    }

    private static int Measure(int seeds, long sequences)
    {
        using Interruption interruption = new();
        Table table = new Table().Border(Terminal.Output.Border).AddColumns(
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

        Terminal.Output.Tables.Write(table);
        Terminal.Output.WriteLine(alive == 0
            ? $"every mutant is found with every one of {seeds} seeds"
            : $"{alive} of {MutantTable.All.Count} mutants are not found with some seed in {sequences} sequences");
        string repeat = RepeatCommand.Of(
            "mutants", ("--seeds", Invariant($"{seeds}")), ("--sequences", Invariant($"{sequences}")));
        Terminal.Output.WriteLine(Invariant($"seeds 1 to {seeds}; repeat with: {repeat}"));
        if (interruption.Interrupted)
        {
            Terminal.Output.WriteLine("interrupted: the table is not complete");
            return ExitStatus.Interrupted;
        }

        return alive == 0 ? ExitStatus.Success : ExitStatus.Found;
    }

    private static string Number(long? sequences) =>
        sequences?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
