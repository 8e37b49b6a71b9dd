using System.CommandLine;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec run</c>: carries out a trace on one machine and prints what each command shows.</summary>
internal static class RunVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = new("file") { Description = "A trace file" };
        Option<string?> machine = new("--machine")
        {
            Description = "The machine or dialect; without it, the one that the file names, else 'optimized'",
            HelpName = "NAME",
        };
        Command verb = new("run", "Carries out a trace on a machine and prints what each command shows")
        {
            file, machine,
        };
        verb.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(machine)));
        return verb;
    }

    private static int Run(string file, string? name)
    {
        if (!File.Exists(file))
        {
            return CommandLine.Fail($"{file}: no such file");
        }

        Parsed<Trace> parsed = TraceParser.Parse(File.ReadAllText(file));
        if (parsed.Value is not { } trace)
        {
            return CommandLine.Fail(parsed.Error!.Describe(file));
        }

        string chosen = name ?? trace.Machine ?? Machines.Optimized;
        if (Machines.Make(chosen) is not { } machine)
        {
            return CommandLine.Fail($"unknown machine '{chosen}'; known are {Machines.Names}");
        }

        machine.Reset();
        Terminal.WriteLine($"# machine {chosen}");
        int differing = 0;
        string state = StateOf(machine);
        foreach (TraceStep step in trace.Steps)
        {
            Outcome outcome = machine.Step(step.Command);
            bool differs = step.Expected is { } expected && expected != outcome;
            differing += differs ? 1 : 0;
            string claim = differs ? outcome.ToString() : string.Empty;
            Terminal.WriteLine(TracePrinter.PrintStep(new TraceStep(
                step.Command, differs ? step.Expected : outcome, differs ? claim : null)));
            if (StateOf(machine) is { } now && now != state)
            {
                state = now;
                Terminal.WriteLine($"#   {state}");
            }
        }

        if (differing > 0)
        {
            Terminal.WriteLine(
                $"{chosen} answers {differing} of {trace.Steps.Length} commands otherwise than the file expects");
        }

        return differing > 0 ? ExitStatus.Found : ExitStatus.Success;
    }

    private static string StateOf(IMachine machine)
    {
        View view = machine.Observe(0, [0]);
        string vmLock = view.LockFree ? "free" : "held";
        return FormattableString.Invariant(
            $"slots={view.SlotsInUse} lock={vmLock} live-allocations={view.LiveAllocations}");
    }
}
