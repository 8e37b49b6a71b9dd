using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MsrSpec.Hardware.Agreement;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Host;
using MsrSpec.Shell;

namespace MsrSpec.Hardware.Verbs;

/// <summary><c>run</c>: puts random cases to the host and to the core.</summary>
internal static class RunVerb
{
    private const long DefaultCases = 10_000_000;

    private const string Notes = """
        Exit status: 0 all agree, or nothing here could be asked (the reason is printed), 1 something differs, 2 wrong
        command line, 130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<long> cases = Options.Count("--cases", "How many cases", DefaultCases);
        Option<ulong> seed = Options.Seed("Decides every case");
        Option<int?> bits = Options.Choice<int?>(
            "--bits", "The width of code", ("all", null), ("64", 64), ("32", 32), ("16", 16));
        Option<string?> only = new("--only")
        {
            Description = "One mnemonic, or one encoding by Iced's name",
            HelpName = "NAME",
        };
        Option<long> threads = Options.Count("--threads", "How many threads, up to 16", 2, Arena.Count);
        Option<long?> single = Options.OptionalNumber("--case", "Only the case of this number");
        Option<bool> keepGoing = new("--keep-going")
        {
            Description = "Goes on after a mismatch, and tells one for each encoding",
        };
        Option<bool> trace = new("--trace")
        {
            Description = "Tells each instruction before it runs, to find one that ends the process",
        };
        Verb verb = new("run", "Puts random cases to this machine's processor and to the core", Notes)
        {
            cases, seed, bits, only, threads, single, keepGoing, trace,
        };
        verb.SetAction(parsed =>
        {
            ulong chosen = parsed.GetValue(seed);
            if (parsed.GetValue(single) is { } number)
            {
                return RunOne(number, chosen);
            }

            if (parsed.GetValue(only) is { } name && !RunPlan.IsKnown(parsed.GetValue(bits), name))
            {
                return HardwareCommand.Fail($"--only: no encoding that is tested is called '{name}'");
            }

            RunPlan plan = new(parsed.GetValue(bits), parsed.GetValue(only));
            LiveRun run = new(plan, chosen, parsed.GetValue(cases), parsed.GetValue(keepGoing))
            {
                Trace = parsed.GetValue(trace) ? TellGroup : null,
            };
            return RunAll(plan, run, (int)parsed.GetValue(threads), chosen);
        });
        return verb;
    }

    private static int RunAll(RunPlan plan, LiveRun run, int threads, ulong seed)
    {
        foreach (SkippedWidth skipped in plan.Skipped)
        {
            Tell(skipped);
        }

        if (plan.IsEmpty)
        {
            return plan.Skipped.Count > 0
                ? ExitStatus.Success : HardwareCommand.Fail("no encoding is left to run");
        }

        using Interruption interruption = new();
        var clock = Stopwatch.StartNew();
        using (Timer timer = new(_ => Tell(run, clock), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)))
        {
            run.Run(threads, interruption.Token);
        }

        foreach (Mismatch mismatch in run.Mismatches)
        {
            Console.WriteLine(MismatchReport.Tell(mismatch));
            Console.WriteLine($"  again: run --seed {seed} --case {mismatch.Number}\n");
        }

        string end = interruption.Interrupted ? " (interrupted)" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Done:N0} cases of {plan.Encodings} encodings in {clock.Elapsed.TotalSeconds:F1} s"
            + $" ({run.Done / clock.Elapsed.TotalSeconds:N0}/s), {run.Mismatches.Count} mismatches{end}"));
        return run.Mismatches.Count > 0 ? ExitStatus.Found
            : interruption.Interrupted ? ExitStatus.Interrupted
            : ExitStatus.Success;
    }

    private static int RunOne(long number, ulong seed)
    {
        long groupNumber = number / TestGroup.Size;
        int width = GroupGenerator.EntryOf(groupNumber).Bits;
        if (HostOracle.Shared.WhyNot(width) is { } whyNot)
        {
            Tell(new SkippedWidth(width, whyNot));
            return ExitStatus.Success;
        }

        if (new GroupGenerator(seed).Create(groupNumber) is not { } group)
        {
            return HardwareCommand.Fail($"case {number} has operands that the core lacks");
        }

        int index = (int)(number % TestGroup.Size);
        TestGroup alone = group with { Inputs = [group.Inputs[index]] };
        var expected = new CaseContext[1];
        HostOracle.Shared.Run(alone, expected);
        Mismatch? mismatch = new CoreJudge().FindMismatch(alone, expected);
        Console.WriteLine(mismatch is null
            ? $"case {number} agrees: {MismatchReport.Disassemble(group)}" : MismatchReport.Tell(mismatch));
        return mismatch is null ? ExitStatus.Success : ExitStatus.Found;
    }

    private static void Tell(SkippedWidth skipped) =>
        Console.Error.WriteLine($"skipped: {skipped.Bits}-bit code: {skipped.WhyNot}");

    private static void Tell(LiveRun run, Stopwatch clock) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Done:N0} cases, {run.Done / clock.Elapsed.TotalSeconds:N0}/s, {clock.Elapsed.TotalSeconds:F0} s"));

    private static void TellGroup(TestGroup group) => Console.Error.WriteLine(
        $"{group.Number} {group.Bits} {Convert.ToHexString(group.Code)} {MismatchReport.Disassemble(group)}");
}
