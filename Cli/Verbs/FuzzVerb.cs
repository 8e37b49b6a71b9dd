using System.CommandLine;

namespace MsrSpec.Cli.Verbs;

/// <summary>
/// <c>msrspec fuzz</c>: the fuzzer, with the committed corpus and dictionary. It is a program of its own: its copies of
/// the assemblies are woven. This process becomes that program, so that there is one process, and whoever ends it ends
/// the fuzzer.
/// </summary>
internal static class FuzzVerb
{
    /// <summary>The name of the verb.</summary>
    public const string Name = "fuzz";

    /// <summary>Builds the verb, for the list of verbs: its words are read by the fuzzer.</summary>
    public static Command Build() => new(
        Name, "Fuzzes what decodes untrusted bytes: fuzz TARGET [libFuzzer's flags]; fuzz --help lists the targets");

    /// <summary>Runs the fuzzer, in place of this program.</summary>
    /// <param name="words">What stands behind the verb.</param>
    /// <returns>The exit status if it does not start.</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        string folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string configuration = Path.GetFileName(folder);
        string program = Path.GetFullPath(
            Path.Combine(folder, "..", "..", "Fuzz", configuration, "MsrSpec.Fuzz.dll"));
        if (!File.Exists(program))
        {
            return CommandLine.Fail(
                $"{program} is not there; 'dotnet build Fuzz/CommandLine -c {configuration}' makes it");
        }

        string[] arguments = ["exec", program, .. WithDefaults(words)];
        string host = Host();
        string whyNot = ProcessImage.Become(host, arguments);
        return CommandLine.Fail($"the fuzzer cannot be started by {host}: {whyNot}");
    }

    /// <summary>
    /// The words with the wish for what the repository has, behind the target: behind the last word it could be taken
    /// for the value that an option lacks.
    /// </summary>
    private static IEnumerable<string> WithDefaults(IReadOnlyList<string> words) =>
        words is [['-', ..] or "help", ..] or [] ? words : [words[0], "--defaults", .. words.Skip(1)];

    /// <summary>What runs assemblies: what runs this one, or what that names, or what is on the path.</summary>
    private static string Host() =>
        Environment.ProcessPath is { } process && Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? process
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
