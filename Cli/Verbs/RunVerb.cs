using System.CommandLine;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec run</c>: carries out a trace on one machine and prints what each command shows.</summary>
internal static class RunVerb
{
    private const string Summary = "Carries out a trace on a machine and prints what each command shows";

    private const string Notes = """
        Behind !! stands what the machine answers where the file expects something else. What the file itself records
        behind !! follows as a comment. With --views so does a view that it records, if the machine's is another; that
        alone is no other answer. The last comment says how many ioctls failed. An MSR may be written by its name.

        Exit status: 0 the machine answers as the file expects, 1 it answers otherwise, throws an exception or hangs,
        or with --expect an ioctl failed, 2 wrong command line or file.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = Options.InputArgument("file", "A trace file; - is the standard input");
        Option<string?> machine = new("--machine")
        {
            Description = "The machine or dialect; without it, the one that the file names, else 'optimized'",
            HelpName = "NAME",
        };
        Option<bool> views = new("--views")
        {
            Description = "Prints the machine's view below each command, as a trace can record it",
        };
        Option<bool> expect = new("--expect")
        {
            Description = "Expects that no ioctl fails: one that does makes the status 1, even if the file says so",
        };
        Verb verb = new("run", Summary, Notes) { file, machine, views, expect };
        verb.SetAction(parsed => Run(
            parsed.GetValue(file)!, parsed.GetValue(machine), parsed.GetValue(views), parsed.GetValue(expect)));
        return verb;
    }

    private static int Run(string file, string? name, bool views, bool expect)
    {
        if (TraceFile.Read(file, out string problem) is not { } trace)
        {
            return CommandLine.Fail(problem);
        }

        if (trace.HasThreads)
        {
            return CommandLine.Fail(
                $"{file}: it has threads; 'replay' carries out its schedule, and 'race' all others");
        }

        if (TraceNames.ProblemOf(trace, MachineRegistry.ProblemOf) is { } unknown)
        {
            return CommandLine.Fail($"{file}: {unknown}");
        }

        string chosen = name ?? trace.Machine ?? MachineRegistry.Optimized.Name;
        if (MachineRegistry.Find(chosen, out string missing) is not { } known)
        {
            return CommandLine.Fail(missing);
        }

        WatchedMachine machine = new(known.Create);
        IoctlTally ioctls = new();
        int differing = Run(trace, chosen, machine, views, ioctls);
        Terminal.Output.WriteLine(ioctls.ToString());
        if (differing > 0)
        {
            Terminal.Output.WriteLine(
                $"{chosen} answers {differing} of {trace.Steps.Length} commands otherwise than the file expects");
        }

        if (machine.End is { } end)
        {
            Terminal.Output.WriteLine($"{chosen} itself failed, which ended the run: {end}");
        }

        bool isUnexpected = differing > 0 || machine.End is not null || (expect && ioctls.HasFailures);
        return isUnexpected ? ExitStatus.Found : ExitStatus.Success;
    }

    /// <summary>Carries out every command, or those up to the one at which the machine itself fails.</summary>
    /// <returns>How many the machine answers otherwise than the file expects.</returns>
    private static int Run(Trace trace, string name, WatchedMachine machine, bool views, IoctlTally ioctls)
    {
        machine.Reset();
        Terminal.Output.WriteLine($"# machine {name}");
        int differing = 0;
        StateLines lines = new(machine, views);
        foreach (TraceStep step in trace.Steps.TakeWhile(_ => machine.End is null))
        {
            Outcome outcome = machine.Step(step.Command);
            ioctls.Add(step.Command, outcome);
            bool differs = step.Expected is { } expected && expected != outcome;
            differing += differs ? 1 : 0;
            Terminal.Output.WriteLine(TracePrinter.PrintStep(new TraceStep(
                step.Command, differs ? step.Expected : outcome, differs ? outcome.ToString() : null)));
            if (step.Claim is { } recorded)
            {
                Terminal.Output.WriteLine($"#   the file records of {trace.Machine ?? "a machine"}: !! {recorded}");
            }

            foreach (string sentence in machine.Findings)
            {
                Terminal.Output.WriteLine($"#   the machine reports: {sentence}");
            }

            foreach (string line in lines.Behind(step, outcome))
            {
                Terminal.Output.WriteLine(line);
            }
        }

        return differing;
    }
}
