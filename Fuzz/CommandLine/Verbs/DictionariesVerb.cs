using System.CommandLine;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz dictionaries</c>: compares the dictionaries with the specification, or writes them.</summary>
internal static class DictionariesVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<bool> write = new("--write") { Description = "write them anew" };
        Command verb = new(
            "dictionaries", "Whether the dictionaries are what the specification makes of them; --write makes them so")
        {
            write,
        };
        verb.SetAction(parsed => Run(parsed.GetValue(write)));
        return verb;
    }

    private static int Run(bool write)
    {
        if (FuzzFolders.Find() is not { } folders)
        {
            return FuzzCommandLine.Fail("there is no repository around this program or folder");
        }

        if (write)
        {
            DictionaryGenerator.WriteTo(folders.Dictionaries);
        }

        int stale = 0;
        foreach ((string name, string text) in DictionaryGenerator.Generate())
        {
            string path = Path.Combine(folders.Dictionaries, name);
            bool isCurrent = File.Exists(path) && File.ReadAllText(path) == text;
            stale += isCurrent ? 0 : 1;
            Console.WriteLine($"{name}: {(isCurrent ? "as the specification has it" : "STALE")}");
        }

        return stale == 0 ? ExitStatus.Success : ExitStatus.Found;
    }
}
