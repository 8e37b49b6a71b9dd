using System.CommandLine;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec replay</c>: replays counterexample files.</summary>
internal static class ReplayVerb
{
    private const string Summary = "Replays counterexample files; fails on one that no longer shows what it records";

    private const string Notes = """
        Exit status: 0 all hold, 1 one no longer shows what it records, 2 wrong command line, or a file that cannot be
        read.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string[]> files = Options.InputArguments(
            "file", "Counterexample files, or folders of them; without any, the folder 'counterexamples'");
        Verb verb = new("replay", Summary, Notes) { files };
        verb.SetAction(parsed => Run(parsed.GetValue(files) ?? []));
        return verb;
    }

    private static int Run(string[] names)
    {
        List<string> paths = [];
        foreach (string name in names is [] ? ["counterexamples"] : names)
        {
            if (!Directory.Exists(name) && !File.Exists(name))
            {
                return CommandLine.Fail($"{name}: no such file or folder");
            }

            paths.AddRange(Directory.Exists(name) ? new CounterexampleStore(name).Files : [name]);
        }

        if (paths.Count == 0)
        {
            return CommandLine.Fail("there is no counterexample file to replay");
        }

        Replayer replayer = CounterexampleFolder.Replayer();
        ReplayResult[] results = [.. paths.Select(replayer.ReplayFile)];
        foreach (ReplayResult result in results)
        {
            Tell(result);
        }

        int held = results.Count(result => result.Verdict == ReplayVerdict.Holds);
        Terminal.Output.WriteLine($"{held} of {results.Length} counterexamples hold");
        return Status(results);
    }

    private static void Tell(ReplayResult result)
    {
        if (result.Verdict == ReplayVerdict.Holds)
        {
            Terminal.Output.WriteLine($"holds  {result.File}");
        }
        else
        {
            Console.Error.WriteLine($"msrspec: {result.Message}");
        }
    }

    private static int Status(ReplayResult[] results)
    {
        bool unusable = results.Any(
            result => result.Verdict is ReplayVerdict.Unreadable or ReplayVerdict.Incomplete);
        bool failed = results.Any(result => result.Verdict != ReplayVerdict.Holds);
        return unusable ? ExitStatus.Usage : failed ? ExitStatus.Found : ExitStatus.Success;
    }
}
