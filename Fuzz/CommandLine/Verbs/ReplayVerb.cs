using System.CommandLine;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary>
/// <c>fuzz replay</c>: the committed corpora, in which nothing may be found, and the inputs among the counterexamples.
/// </summary>
internal static class ReplayVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Command verb = new(
            "replay",
            "Replays the committed corpora and the inputs among the counterexamples; needs no libFuzzer");
        verb.SetAction(_ => Run());
        return verb;
    }

    private static int Run()
    {
        if (FuzzFolders.Find() is not { } folders)
        {
            return FuzzCommandLine.Fail("there is no repository around this program or folder");
        }

        bool corporaPass = FuzzTargets.All.Where(target => !target.MustFail)
            .Select(target => ReplayCorpus(target, folders.Corpus(target.Name)))
            .ToArray().All(passes => passes);
        bool counterexamplesHold = ReplayCounterexamples(folders.Counterexamples);
        return corporaPass && counterexamplesHold ? ExitStatus.Success : ExitStatus.Found;
    }

    private static bool ReplayCorpus(IFuzzTarget target, string folder)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"fuzz: {target.Name}: there is no corpus in {folder}");
            return false;
        }

        string[] files = Directory.GetFiles(folder);
        int failed = 0;
        foreach (string file in files)
        {
            if (InputRunner.Run(target, File.ReadAllBytes(file)) is { } problem)
            {
                failed++;
                Console.Error.WriteLine($"fuzz: {target.Name}: {file}: {problem}");
            }
        }

        Console.WriteLine($"{target.Name}: {files.Length - failed} of {files.Length} inputs pass");
        return failed == 0 && files.Length > 0;
    }

    private static bool ReplayCounterexamples(string folder)
    {
        IReadOnlyList<InputReplay> replays = new InputReplayer(FuzzTargets.Find).ReplayFolder(folder);
        foreach (InputReplay replay in replays.Where(replay => !replay.Holds))
        {
            Console.Error.WriteLine($"fuzz: {replay.Message}");
        }

        int held = replays.Count(replay => replay.Holds);
        Console.WriteLine($"counterexamples: {held} of {replays.Count} inputs show what they should");
        return held == replays.Count;
    }
}
