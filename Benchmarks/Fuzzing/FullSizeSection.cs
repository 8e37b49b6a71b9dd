using System.Globalization;
using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>
/// One valid argument of full size, again and again. In a replay libFuzzer reads the file each time, which is most of
/// it; in the loop each mutation is a new input to it, and no file is read: that is the stricter measure, and what
/// an input costs while fuzzing. An empty target says what of either is libFuzzer's own; the difference is printed, but
/// it is small against what it is the difference of.
/// </summary>
/// <param name="compares">Whether comparisons report, and are followed (<c>-use_value_profile=1</c>).</param>
/// <param name="effort">How much to measure.</param>
internal sealed class FullSizeSection(bool compares, FuzzEffort effort) : IQuickSection
{
    private const double MostTimesC = 2;
    private const int ReplayShare = 20;

    /// <inheritdoc/>
    public string Title => "fuzzing: one argument of 1,552 bytes, "
        + (compares ? "with comparisons and value profile" : "without comparisons");

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("msrspec-fuzz-input-");
        try
        {
            string file = Path.Combine(folder.FullName, "input");
            File.WriteAllBytes(file, AllowlistInputs.FullSize());
            return Run(folder.FullName, file, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private SectionResult Run(string folder, string file, TextWriter output)
    {
        FuzzPair target = FuzzPair.Allowlist(compares);
        FuzzPair empty = FuzzPair.Empty(compares);
        FuzzRace replay = PerExecution(target, effort.SameInputRuns / ReplayShare, file);
        FuzzRace emptyReplay = PerExecution(empty, effort.SameInputRuns / ReplayShare, file);
        FuzzRace loop = PerExecution(target.OnOneInput(), effort.SameInputRuns, folder);
        FuzzRace emptyLoop = PerExecution(empty.OnOneInput(), effort.SameInputRuns, folder);
        if ((replay.Problem ?? emptyReplay.Problem ?? loop.Problem ?? emptyLoop.Problem) is { } problem)
        {
            output.WriteLine(problem);
            return SectionResult.Different;
        }

        output.WriteLine("nanoseconds an execution        C       C#   C# takes times C");
        Print(output, "replay, whole", replay);
        Print(output, "replay, empty target", emptyReplay);
        Print(output, "replay, less empty", replay.Less(emptyReplay));
        Print(output, "loop, whole", loop);
        Print(output, "loop, empty target", emptyLoop);
        Print(output, "loop, less empty", loop.Less(emptyLoop));
        return Goal.Judge(
            [
                AtMost("replay, whole", replay),
                AtMost("loop, whole", loop),
                AtMost("loop, less empty", loop.Less(emptyLoop)),
            ],
            output);
    }

    /// <summary>The slope between few runs and many: neither starting nor compiling is in it.</summary>
    private FuzzRace PerExecution(FuzzPair pair, long runs, string input)
    {
        const int FewShare = 3;
        long few = runs / FewShare;
        FuzzRace small = pair.Race(effort.Rounds, "-len_control=0", $"-runs={few}", input);
        FuzzRace large = pair.Race(effort.Rounds, "-len_control=0", $"-runs={runs}", input);
        return new FuzzRace(
            ((large.Peer * runs) - (small.Peer * few)) / (runs - few),
            ((large.Ours * runs) - (small.Ours * few)) / (runs - few),
            small.Problem ?? large.Problem);
    }

    private static void Print(TextWriter output, string what, FuzzRace race) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-22} {race.Peer * 1e9,10:F0} {race.Ours * 1e9,8:F0} {1 / race.Speed,8:F2}"));

    private static Goal AtMost(string what, FuzzRace race) =>
        Goal.AtMost($"{what}: time to that of C", 1 / race.Speed, MostTimesC);
}
