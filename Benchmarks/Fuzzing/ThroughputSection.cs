using System.Globalization;
using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>Inputs a second of processor time, from an empty corpus; the runtime's start is in it.</summary>
/// <param name="compares">Whether comparisons report, and are followed (<c>-use_value_profile=1</c>).</param>
/// <param name="goal">How many times as fast as C.</param>
/// <param name="effort">How much to measure.</param>
internal sealed class ThroughputSection(bool compares, double goal, FuzzEffort effort) : IQuickSection
{
    /// <inheritdoc/>
    public string Title => "fuzzing from an empty corpus, "
        + (compares ? "with comparisons and value profile" : "without comparisons");

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        FuzzPair pair = FuzzPair.Allowlist(compares).With($"-runs={effort.Runs}");
        List<double> speeds = [];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"thousands a second, {effort.Runs:N0} inputs, best of {effort.Rounds}"));
        output.WriteLine("seed        C       C#   C# is times as fast");
        for (int seed = 1; seed <= effort.Seeds; seed++)
        {
            FuzzRace race = pair.Race(effort.Rounds, $"-seed={seed}");
            if (race.Problem is { } problem)
            {
                output.WriteLine(problem);
                return SectionResult.Different;
            }

            speeds.Add(race.Speed);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{seed,4} {1e-3 / race.Peer,8:F0} {1e-3 / race.Ours,8:F0} {race.Speed,8:F2}"));
        }

        double mean = Math.Exp(speeds.Average(Math.Log));
        return Goal.Judge([Goal.AtLeast("times as fast as C (geometric mean)", mean, goal)], output);
    }
}
