using System.CommandLine;

namespace MsrSpec.Hardware.Verbs;

/// <summary>The verbs of this program, and what is the same for all: errors on one line, exit status 2.</summary>
internal static class HardwareCommand
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">Its words.</param>
    public static int Run(string[] args)
    {
        RootCommand root = new("Compares the emulated core with the processor of this machine, case by case.")
        {
            RunVerb.Build(), RecordVerb.Build(), VerifyVerb.Build(), CoverageVerb.Build(), ProbeVerb.Build(),
        };
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors is [{ } error, ..])
        {
            return Fail(error.Message);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            return Fail(failure.Message);
        }
    }

    /// <summary>Says in one line what is wrong.</summary>
    internal static int Fail(string message)
    {
        Console.Error.WriteLine($"hardware: {message.ReplaceLineEndings(" ")}");
        return ExitStatus.Usage;
    }
}
