using System.CommandLine;
using MsrSpec.Files;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Shell;
using static System.FormattableString;

namespace MsrSpec.Cli.Compiling;

/// <summary>A policy that a command line names.</summary>
internal static class PolicyFile
{
    /// <summary>The formats by the words of command lines; without one the content tells.</summary>
    public static Option<PolicyFormat?> FormatOption => Options.Choice<PolicyFormat?>(
        "--format", "What the file is written in",
        ("auto", null), ("msrs", PolicyFormat.Msrs), ("msr-safe", PolicyFormat.MsrSafe), ("csv", PolicyFormat.Csv),
        ("json", PolicyFormat.Json), ("v2-bytes", PolicyFormat.AllowlistBytes),
        ("filter-bytes", PolicyFormat.FilterBytes), ("trace", PolicyFormat.Trace));

    /// <summary>Reads it, and prints its warnings.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">What it is written in, or null.</param>
    /// <param name="problem">Why it cannot be read, in one line; empty if it can.</param>
    public static PolicyInput? Read(string file, PolicyFormat? format, out string problem)
    {
        if (InputFile.Read(file, PolicyReader.MostBytes, out problem) is not { } bytes)
        {
            return null;
        }

        PolicyInput input = PolicyReader.Read(bytes, format);
        if (input.Policy is null)
        {
            int more = input.Problems.Length - 1;
            problem = input.Problems[0].Describe(file) + (more > 0 ? Invariant($" (and {more} more)") : string.Empty);
            return null;
        }

        foreach (PolicyProblem warning in input.Warnings)
        {
            Terminal.Error.WriteLine($"msrspec: {warning.Describe(file)}");
        }

        return input;
    }
}
