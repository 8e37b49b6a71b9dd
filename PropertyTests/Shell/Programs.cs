using System.Diagnostics;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>The programs of this repository, as a user starts them.</summary>
internal static class Programs
{
    private static readonly Dictionary<string, BuiltProgram> All = new()
    {
        ["msrspec"] = new("Cli", "msrspec"),
        ["fuzz"] = new("Fuzz"),
        ["hardware"] = new("Hardware"),
        ["benchmarks"] = new("Benchmarks"),
        ["mutation"] = new("Mutation"),
        ["weaver"] = new("Weaver", "MsrSpec.Fuzz.Weaver"),
    };

    /// <summary>Runs one to its end.</summary>
    /// <param name="program">Its name, as its messages begin with it.</param>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    public static Task<ProgramEnd> RunAsync(string program, IEnumerable<string> words, string folder) =>
        BuiltProgram.RunApartAsync(Command(program, words, folder), TestContext.Current.CancellationToken);

    /// <summary>How one is started.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    public static ProcessStartInfo Command(string program, IEnumerable<string> words, string folder) =>
        All[program].Command(words, folder);

    /// <summary>
    /// How one is started that heeds all signals, whatever these tests were told to ignore: what a script starts in the
    /// background ignores SIGINT.
    /// </summary>
    /// <param name="program">Its name.</param>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    public static ProcessStartInfo HeedingCommand(string program, IEnumerable<string> words, string folder) =>
        BuiltProgram.Command(
            "env", ["--default-signal", "dotnet", "exec", All[program].Assembly, .. words], folder);

    /// <summary>Runs one through a shell, which says what becomes of its streams.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="script">The script; <c>"$@"</c> is the program with the words.</param>
    /// <param name="words">Its command line.</param>
    /// <param name="folder">Its current folder.</param>
    public static Task<ProgramEnd> RunInShellAsync(
        string program, string script, IEnumerable<string> words, string folder) => BuiltProgram.RunApartAsync(
        BuiltProgram.Command("sh", ["-c", script, "sh", "dotnet", "exec", All[program].Assembly, .. words], folder),
        TestContext.Current.CancellationToken);
}
