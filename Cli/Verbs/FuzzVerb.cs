using System.CommandLine;
using System.Diagnostics;

namespace MsrSpec.Cli.Verbs;

/// <summary>
/// <c>msrspec fuzz</c>: the fuzzer, with the committed corpus and dictionary. It is a program of its own: its copies of
/// the assemblies are woven.
/// </summary>
internal static class FuzzVerb
{
    /// <summary>The name of the verb.</summary>
    public const string Name = "fuzz";

    /// <summary>Builds the verb, for the list of verbs: its words are read by the fuzzer.</summary>
    public static Command Build() => new(
        Name, "Fuzzes what decodes untrusted bytes: fuzz TARGET [libFuzzer's flags]; fuzz --help lists the targets");

    /// <summary>Runs the fuzzer.</summary>
    /// <param name="words">What stands behind the verb.</param>
    /// <returns>The fuzzer's exit status.</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        string program = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Fuzz", "release", "MsrSpec.Fuzz.dll"));
        if (!File.Exists(program))
        {
            return CommandLine.Fail($"{program} is not there; 'dotnet build Fuzz -c Release' makes it");
        }

        // The terminal interrupts both processes; the fuzzer tells what it has done, and then its status is ours.
        Console.CancelKeyPress += (_, happening) => happening.Cancel = true;
        string[] arguments = ["exec", program, .. words, .. words is [] ? Array.Empty<string>() : ["--defaults"]];
        using Process fuzzer = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments))
            ?? throw new IOException($"{program} does not start");
        fuzzer.WaitForExit();
        return fuzzer.ExitCode;
    }
}
