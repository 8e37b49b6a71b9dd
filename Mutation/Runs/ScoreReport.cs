using System.Globalization;
using MsrSpec.Mutation.Scores;

namespace MsrSpec.Mutation.Runs;

/// <summary>Prints scores, and says whether they are as they should be.</summary>
internal static class ScoreReport
{
    /// <summary>Prints the table of scores.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="choice">Which mutants were judged.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="floors">What they must not fall below; a sample that has none must die as a whole.</param>
    /// <returns>Whether none is below its floor.</returns>
    public static bool Print(
        TextWriter output, Choice choice, IReadOnlyList<Score> scores, IReadOnlyDictionary<string, Floor> floors)
    {
        output.WriteLine(Score.Heading);
        foreach (Score score in scores)
        {
            double floor = FloorOf(choice, floors.GetValueOrDefault(score.Project, new Floor(100, 100)));
            output.WriteLine(score.IsBelow(floor)
                ? $"{score}  below {floor.ToString("F1", CultureInfo.InvariantCulture)}%"
                : $"{score}");
        }

        return scores.All(score => !score.IsBelow(
            FloorOf(choice, floors.GetValueOrDefault(score.Project, new Floor(100, 100)))));
    }

    /// <summary>Prints which equivalent mutants are listed that are none any more.</summary>
    /// <returns>Whether there are none.</returns>
    public static bool PrintStale(TextWriter output, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            output.WriteLine($"{EquivalentMutants.File} names a mutant that there is not: {name}");
        }

        return names.Count == 0;
    }

    private static double FloorOf(Choice choice, Floor floor) =>
        choice.IsFixed ? floor.Sample : choice.IsWhole ? floor.All : 100;
}
