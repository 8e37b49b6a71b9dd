using System.CommandLine;
using MsrSpec.Files;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Host;
using MsrSpec.Hardware.Vectors;
using MsrSpec.Shell;

namespace MsrSpec.Hardware.Verbs;

/// <summary><c>record</c>: freezes what the processor of this machine does.</summary>
internal static class RecordVerb
{
    private const long DefaultCases = 200_000;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<OutputFile> file = Options.Output("--out", "Where the vectors go");
        Option<long> cases = Options.Count("--cases", "How many cases", DefaultCases, VectorFile.MostCases);
        Option<ulong> seed = Options.Seed("Decides every case");
        Command verb = new("record", "Writes a vector file: what this machine's processor does with random cases")
        {
            file, cases, seed,
        };
        verb.SetAction(parsed => Record(parsed.GetValue(file)!, parsed.GetValue(cases), parsed.GetValue(seed)));
        return verb;
    }

    private static int Record(OutputFile file, long cases, ulong seed)
    {
        if (HostOracle.Shared.Skipped(CodeWidths.All) is [{ } skipped, ..])
        {
            return HardwareCommand.Fail($"{skipped.Bits}-bit code cannot be recorded here: {skipped.WhyNot}");
        }

        IReadOnlyList<RecordedGroup> groups = Recorder.Record(cases, seed);
        using MemoryStream bytes = new();
        VectorFile.Write(bytes, groups);
        file.Write(bytes.ToArray());
        Console.Error.WriteLine($"{groups.Sum(recorded => recorded.Group.Inputs.Length)} cases, {bytes.Length} bytes");
        return ExitStatus.Success;
    }
}
