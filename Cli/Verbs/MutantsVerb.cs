using System.CommandLine;
using System.Globalization;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Registry;
using MsrSpec.Shell;
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
        Each finding is confirmed on a machine made afresh, and shrunk; the table tells the commands of the shrunk
        traces and the sequences run for them.

        Exit status: 0 every one is found with every seed and shows again, 1 not so, 2 wrong command line, 130
        interrupted.
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
            "mutant", "family", "median sequences", "worst", "not found", "commands", "runs (most)", "clause");
        ProgressLines progress = new("mutants", MutantTable.All.Count, TimeSpan.FromSeconds(2));
        List<Effectiveness> results = [];
        for (int i = 0; i < MutantTable.All.Count && !interruption.Token.IsCancellationRequested; i++)
        {
            progress.Report(i);
            Mutant mutant = MutantTable.All[i];
            Effectiveness result = Effectiveness.Measure(
                mutant.Create, MachineRegistry.Of(mutant).Claims!, seeds, sequences, interruption.Token);
            results.Add(result);
            table.AddRow(
                mutant.Name, mutant.Family, Number(result.Median), Number(result.Worst),
                result.NotFound.ToString(CultureInfo.InvariantCulture), Lengths(result),
                Invariant($"{Middle(result.Evaluations)} ({(result.Evaluations is [.., int most] ? most : 0):N0})"),
                result.Clauses is [{ } clause, ..] ? clause.Id : "-");
        }

        Terminal.Output.Tables.Write(table);
        int alive = results.Count(result => result.NotFound > 0);
        Terminal.Output.WriteLine(alive == 0
            ? $"every mutant is found with every one of {seeds} seeds"
            : $"{alive} of {MutantTable.All.Count} mutants are not found with some seed in {sequences} sequences");
        TellShrinking(results);
        string repeat = RepeatCommand.Of(
            "mutants", ("--seeds", Invariant($"{seeds}")), ("--sequences", Invariant($"{sequences}")));
        Terminal.Output.WriteLine(Invariant($"seeds 1 to {seeds}; repeat with: {repeat}"));
        if (interruption.Interrupted)
        {
            Terminal.Output.WriteLine("interrupted: the table is not complete");
            return ExitStatus.Interrupted;
        }

        bool holds = alive == 0 && results.All(result => result.Again == result.Lengths.Count);
        return holds ? ExitStatus.Success : ExitStatus.Found;
    }

    private static void TellShrinking(List<Effectiveness> results)
    {
        int traces = results.Sum(result => result.Lengths.Count);
        int[] evaluations = [.. results.SelectMany(result => result.Evaluations).Order()];
        int longer = results.Count(result => result.Shorter is not null);
        int again = results.Sum(result => result.Again);
        Terminal.Output.WriteLine(
            Invariant($"{again:N0} of {traces:N0} shrunk traces show the same on a machine made afresh"));
        int most = evaluations.LastOrDefault();
        Terminal.Output.WriteLine(Invariant($"shrinking takes {Middle(evaluations)} runs (median), at most {most:N0}"));
        Terminal.Output.WriteLine(longer == 0
            ? "no shorter sequence of up to three telling commands breaks the clause of a shrunk trace"
            : Invariant($"{longer} mutants have a trace that is not the shortest; what is enough is in brackets"));
    }

    /// <summary>From the shortest shrunk trace to the longest; in brackets what is enough, if less.</summary>
    private static string Lengths(Effectiveness result)
    {
        if (result.Lengths.Count == 0)
        {
            return "-";
        }

        (int least, int most) = (result.Lengths[0], result.Lengths[^1]);
        string lengths = least == most ? Invariant($"{least}") : Invariant($"{least} to {most}");
        return result.Shorter is { } enough ? Invariant($"{lengths} ({enough})") : lengths;
    }

    private static string Middle(IReadOnlyList<int> numbers) =>
        numbers.Count == 0 ? "-" : numbers[(numbers.Count - 1) / 2].ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(long? sequences) =>
        sequences?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
