using System.CommandLine;
using MsrSpec.Checker.Comparing;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Cli.Differing;
using MsrSpec.Cli.Specifying;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec diff</c>: the shortest traces that tell two dialects or machines apart.</summary>
internal static class DiffVerb
{
    private const long DefaultSequences = 200_000;
    private const long DefaultKinds = 20_000;

    private const string Summary =
        "Prints a shortest trace that tells two dialects or machines apart; for dialects, one for each reading, and "
        + "every kind of difference";

    private const string Notes = """
        A kind of difference is a pair of clauses: where two dialects first differ, the one that each gives for it.

        Exit status: 0 each difference has its trace (or machines are alike as far as was tried), 1 a reading that
        differs has none, 2 wrong command line, 130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> left = new("a") { Description = "A dialect or machine" };
        Argument<string> right = new("b") { Description = "Another" };
        Option<ulong> seed = Options.Seed("Decides every generated sequence");
        Option<long> sequences = Options.Count(
            "--sequences", "Generated sequences to try where no short one tells", DefaultSequences);
        Option<long> kinds = Options.Count(
            "--kinds", "Generated sequences to try for the kinds of difference of two dialects", DefaultKinds);
        Verb verb = new("diff", Summary, Notes) { left, right, seed, sequences, kinds };
        verb.SetAction(parsed => Run(
            parsed.GetValue(left)!, parsed.GetValue(right)!, parsed.GetValue(sequences),
            new DifferenceScope(parsed.GetValue(seed), parsed.GetValue(kinds))));
        return verb;
    }

    private static int Run(string left, string right, long sequences, DifferenceScope scope)
    {
        foreach (string name in new[] { left, right })
        {
            if (MachineRegistry.Find(name, out string problem) is null)
            {
                return CommandLine.Fail(problem);
            }
        }

        using Interruption interruption = new();
        WitnessSearch search = new(scope.Seed, sequences)
        {
            Target = Dialect.Find(left)?.Readings.Interface ?? Interface.Allowlist,
        };
        int status = Dialect.Find(left) is { } first && Dialect.Find(right) is { } second
            ? CompareDialects(first, second, search, scope, interruption.Token)
            : CompareMachines(left, right, search, interruption.Token);
        string repeat = RepeatCommand.Of(
            $"diff {left} {right}", ("--seed", Invariant($"{scope.Seed}")),
            ("--sequences", Invariant($"{sequences}")), ("--kinds", Invariant($"{scope.Sequences}")));
        Terminal.Output.WriteLine(Invariant($"seed {scope.Seed}; repeat with: {repeat}"));
        if (interruption.Interrupted)
        {
            Terminal.Output.WriteLine("interrupted: there may be more");
            return ExitStatus.Interrupted;
        }

        return status;
    }

    private static int CompareDialects(
        Dialect left, Dialect right, WitnessSearch search, DifferenceScope scope, CancellationToken cancellation)
    {
        int status = CompareReadings(left, right, search, cancellation);
        Terminal.Output.WriteLine(string.Empty);
        Terminal.Output.Write(PlainPage.Print(new KindSection(left, right, scope).Build(cancellation)));
        Terminal.Output.WriteLine(string.Empty);
        return status;
    }

    private static int CompareReadings(
        Dialect left, Dialect right, WitnessSearch search, CancellationToken cancellation)
    {
        bool complete = true;
        int differences = 0;
        foreach (ReadingDifference difference in DialectComparison.Compare(left, right, search, cancellation))
        {
            differences++;
            Reading reading = difference.Reading;
            Terminal.Output.WriteLine(Invariant($"reading {reading.Number}, {reading.Name}: {reading.Question}"));
            Terminal.Output.WriteLine($"  {left.Name}: {difference.Left}");
            Terminal.Output.WriteLine($"  {right.Name}: {difference.Right}");
            complete &= difference.Witness is not null;
            Show(
                Unnamed(difference.Witness), left.Name, right.Name,
                MachineRegistry.MakerOf(left.Name)!, MachineRegistry.MakerOf(right.Name)!);
        }

        Terminal.Output.WriteLine(differences == 0
            ? $"{left.Name} and {right.Name} choose the same readings"
            : left.Readings.Interface == right.Readings.Interface
                ? $"{left.Name} and {right.Name} differ in {differences} of {Reading.All.Count} readings"
                : $"{left.Name} and {right.Name} have different interfaces: no other reading can be compared");
        return complete ? ExitStatus.Success : ExitStatus.Found;
    }

    /// <summary>Between two dialects neither breaks a clause; what differs is the reading.</summary>
    private static Witness? Unnamed(Witness? witness) =>
        witness is null ? null : witness with { Divergence = witness.Divergence with { Clause = null } };

    private static int CompareMachines(
        string left, string right, WitnessSearch search, CancellationToken cancellation)
    {
        Func<IMachine> first = MachineRegistry.MakerOf(left)!;
        Func<IMachine> second = MachineRegistry.MakerOf(right)!;

        // A model as the reference gives the difference the name of a clause.
        Witness? witness = Dialect.Find(right) is not null
            ? search.Find(second, first, cancellation: cancellation)
            : search.Find(first, second, cancellation: cancellation);
        Show(witness, left, right, first, second);
        return ExitStatus.Success;
    }

    private static void Show(Witness? witness, string left, string right, Func<IMachine> first, Func<IMachine> second)
    {
        if (witness is null)
        {
            Terminal.Output.WriteLine($"  no trace was found that tells {left} from {right}");
            return;
        }

        string length = witness.Shortest ? "shortest trace of telling commands"
            : witness.LocallyMinimal ? "locally minimal trace" : "trace, not made smaller to the end";
        string count = witness.Commands.Count == 1 ? "1 command" : Invariant($"{witness.Commands.Count} commands");
        Terminal.Output.WriteLine($"  {length}, {count}:");
        bool isSeen = ShowSteps(witness, left, right, new WatchedMachine(first), new WatchedMachine(second));
        if (witness.Divergence.Field is not null || !isSeen)
        {
            Terminal.Output.WriteLine($"      then: {witness.Divergence.Claim}");
        }

        if (witness.Divergence.Clause is { } clause)
        {
            Terminal.Output.WriteLine($"    clause {clause.Id}");
        }
    }

    /// <summary>Carries the trace out on both.</summary>
    /// <returns>Whether their answers differ.</returns>
    private static bool ShowSteps(
        Witness witness, string left, string right, WatchedMachine first, WatchedMachine second)
    {
        bool differ = false;
        first.Reset();
        second.Reset();
        foreach (Spec.Vocabulary.Command command in witness.Commands)
        {
            Outcome one = first.Step(command);
            Outcome other = second.Step(command);
            Terminal.Output.WriteLine($"    {CommandPrinter.Print(command)}");
            Terminal.Output.WriteLine(one == other ? $"      both: {one}" : $"      {left}: {one}; {right}: {other}");
            differ |= one != other;
        }

        return differ;
    }
}
