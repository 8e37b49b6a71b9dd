using System.CommandLine;
using MsrSpec.Files;
using MsrSpec.Mutation.Sites;
using MsrSpec.Mutation.WrongCores;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary><c>wrong</c>: the kept wrong cores, each of which must die.</summary>
internal static class WrongVerb
{
    private const long Largest = 1 << 20;

    private const string Summary = "Puts the kept defects into the core, one at a time: tests must notice each";

    private const string Notes = """
        The tests must be built. Mutation/wrong-cores.txt names the defects, what each replaces in the sources, and the
        test classes that must notice it; the test that does is printed. What is replaced must stand in its member once.
        All of them take about a minute.

        Examples: wrong
                  wrong --sample 20
                  wrong --only completion-of-two-bytes

        Exit status: 0 all are noticed, 1 one is not, does not fit the sources any more, or names a test class that
        there is not, 2 wrong command line or list, 130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string?> only = Options.OptionalInput("--only", "The only wrong core to judge, by its name", "NAME");
        Option<long?> sample =
            Options.OptionalCount("--sample", "How many are judged, the same ones every time; without it, all");
        Verb verb = new("wrong", Summary, Notes) { only, sample };
        verb.SetAction((parsed, _) => (parsed.GetValue(only), parsed.GetValue(sample)) is (not null, not null)
            ? Task.FromResult(MutationCommand.Fail("--only contradicts --sample"))
            : RunAsync(parsed.GetValue(only), parsed.GetValue(sample)));
        return verb;
    }

    private static async Task<int> RunAsync(string? only, long? sample)
    {
        if (Workplace.Find(out string problem) is not { } workplace
            || InputFile.ReadText(workplace.Repository.PathOf(WrongCoreList.File), Largest, out problem)
                is not { } text
            || WrongCoreList.Parse(text, out problem) is not { } list)
        {
            return MutationCommand.Fail(problem);
        }

        WrongCore[] chosen = [.. list.Where(core => only is null || core.Name == only)];
        if (chosen.Length == 0)
        {
            return MutationCommand.Fail(
                $"{WrongCoreList.File} names no wrong core{(only is null ? string.Empty : $" '{only}'")}");
        }

        chosen = [.. Sampling.Draw(chosen, core => core.Name, sample ?? chosen.Length, Options.DefaultSeed)];

        using Interruption interruption = new();
        try
        {
            bool isWell = await new WrongCoreRun(workplace.Repository, Console.Out)
                .RunAsync(chosen, interruption.Token);
            return isWell ? ExitStatus.Success : ExitStatus.Found;
        }
        catch (OperationCanceledException) when (interruption.Interrupted)
        {
            return ExitStatus.Interrupted;
        }
    }
}
