using System.CommandLine;
using MsrSpec.Hardware.Agreement;
using MsrSpec.Hardware.Vectors;
using MsrSpec.Shell;

namespace MsrSpec.Hardware.Verbs;

/// <summary><c>verify</c>: puts a vector file to the core. No processor is asked.</summary>
internal static class VerifyVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = Options.InputArgument("file", "The vector file");
        Command verb = new("verify", "Compares the core with a vector file; any machine can do that") { file };
        verb.SetAction(parsed => Verify(parsed.GetValue(file)!));
        return verb;
    }

    private static int Verify(string file)
    {
        CoreJudge judge = new();
        int cases = 0;
        int mismatches = 0;
        foreach (RecordedGroup recorded in VectorFile.Read(file))
        {
            cases += recorded.Group.Inputs.Length;
            if (judge.FindMismatch(recorded.Group, recorded.Results) is { } mismatch)
            {
                mismatches++;
                Console.WriteLine(MismatchReport.Tell(mismatch));
            }
        }

        Console.WriteLine($"{cases} cases, {mismatches} mismatches");
        return mismatches == 0 ? ExitStatus.Success : ExitStatus.Found;
    }
}
