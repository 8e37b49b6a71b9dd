using System.CommandLine;
using MsrSpec.Shell;

namespace MsrSpec.Hardware.Verbs;

/// <summary>The verbs of this program.</summary>
internal static class HardwareCommand
{
    private static readonly CommandRunner Runner = new("hardware", "dotnet run --project Hardware -c Release --");

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Its words.</param>
    public static int Run(string[] args)
    {
        RootCommand root = new("Compares the emulated core with the processor of this machine, case by case.")
        {
            RunVerb.Build(), RecordVerb.Build(), VerifyVerb.Build(), CoverageVerb.Build(), ProbeVerb.Build(),
        };
        try
        {
            return Runner.Run(root, args is [] ? ["--help"] : args);
        }
        catch (FormatException malformed)
        {
            return Fail(malformed.Message);
        }
    }

    /// <summary>Says in one line what is wrong.</summary>
    internal static int Fail(string message) => Runner.Fail(message);
}
