using System.CommandLine;
using MsrSpec.Shell;

namespace MsrSpec.Benchmarks.Verbs;

/// <summary>The verbs of this program.</summary>
internal static class BenchmarksCommand
{
    private static readonly CommandRunner Runner = new("benchmarks", "dotnet run --project Benchmarks -c Release --");

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Its words.</param>
    public static int Run(string[] args)
    {
        RootCommand root = new("Times this project beside others, in one run, after comparing what all of them answer.")
        {
            QuickVerb.Build(), BdnVerb.Build(), FuzzVerb.Build(),
        };
        return Runner.Run(root, args is [] ? ["--help"] : args);
    }

    /// <summary>Says in one line what is wrong.</summary>
    internal static int Fail(string message) => Runner.Fail(message);
}
