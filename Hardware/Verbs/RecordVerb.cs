using System.CommandLine;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Host;
using MsrSpec.Hardware.Vectors;

namespace MsrSpec.Hardware.Verbs;

/// <summary><c>record</c>: freezes what the processor of this machine does.</summary>
internal static class RecordVerb
{
    private const long DefaultCases = 200_000;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string> file = new("--out") { Description = "Where the vectors go", HelpName = "FILE", Required = true };
        Option<long> cases = Options.Cases(DefaultCases);
        Option<ulong> seed = Options.Seed();
        Command verb = new("record", "Writes a vector file: what this machine's processor does with random cases")
        {
            file, cases, seed,
        };
        verb.SetAction(parsed => Record(parsed.GetValue(file)!, parsed.GetValue(cases), parsed.GetValue(seed)));
        return verb;
    }

    private static int Record(string file, long cases, ulong seed)
    {
        if (HostOracle.Shared.Skipped(CodeWidths.All) is [{ } skipped, ..])
        {
            return HardwareCommand.Fail($"{skipped.Bits}-bit code cannot be recorded here: {skipped.WhyNot}");
        }

        IReadOnlyList<RecordedGroup> groups = Recorder.Record(cases, seed);
        VectorFile.Write(file, groups);
        Console.WriteLine(
            $"{groups.Sum(recorded => recorded.Group.Inputs.Length)} cases, {new FileInfo(file).Length} bytes");
        return ExitStatus.Success;
    }
}
