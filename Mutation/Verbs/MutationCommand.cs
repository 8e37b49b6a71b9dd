using System.CommandLine;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary>The verbs of this program.</summary>
internal static class MutationCommand
{
    private static readonly CommandRunner Runner = new("mutation", "dotnet run --project Mutation -c Release --");

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Its words.</param>
    public static int Run(string[] args)
    {
        RootCommand root = new("Changes one operator or constant at a time, and looks whether a test notices.")
        {
            SampleVerb.Build(), RunVerb.Build(), ListVerb.Build(), WrongVerb.Build(),
        };
        return Runner.Run(root, args is [] ? ["--help"] : args);
    }

    /// <summary>Says in one line what is wrong.</summary>
    internal static int Fail(string message) => Runner.Fail(message);
}
