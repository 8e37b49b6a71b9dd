using System.CommandLine;
using MsrSpec.Files;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Shell;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz explain TARGET FILE</c>: what an input means, and what it shows.</summary>
internal static class ExplainVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> target = new("target") { Description = "the target that the input is for" };
        Argument<string> file = Options.InputArgument("file", "the input");
        Command verb = new("explain", "What an input means, and what it shows") { target, file };
        verb.SetAction(parsed => Run(parsed.GetValue(target)!, parsed.GetValue(file)!));
        return verb;
    }

    private static int Run(string name, string file)
    {
        if (FuzzTargets.Find(name) is not { } target)
        {
            return FuzzCommandLine.Fail($"unknown target '{name}'");
        }

        if (InputFile.Read(file, FuzzFolders.MostInputBytes, out string unreadable) is not { } input)
        {
            return FuzzCommandLine.Fail(unreadable);
        }

        Explanation explanation = target.Explain(input);
        if (explanation.Text.Length > 0)
        {
            Console.WriteLine(explanation.Text.TrimEnd());
        }

        if (explanation.Trace is { } trace)
        {
            Console.Write(TracePrinter.Print(trace));
        }

        string? problem = InputRunner.Run(target, input);
        Console.WriteLine(problem is null ? "nothing is wrong with it" : $"shows: {problem}");
        return problem is null ? ExitStatus.Success : ExitStatus.Found;
    }
}
