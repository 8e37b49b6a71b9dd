using System.Globalization;

namespace MsrSpec.Mutation.Scores;

/// <summary>The committed scores: <c>PROJECT SAMPLE ALL</c> a line, in percent.</summary>
internal static class Floors
{
    /// <summary>Where they stand.</summary>
    public const string File = "Mutation/score.txt";

    /// <summary>Reads them.</summary>
    /// <param name="text">The file.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The floors by the projects' names, or null if something is wrong.</returns>
    public static IReadOnlyDictionary<string, Floor>? Parse(string text, out string problem)
    {
        Dictionary<string, Floor> floors = [];
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.Split(' ') is not [var project, var sample, var all]
                || Percent(sample) is not { } ofSample || Percent(all) is not { } ofAll
                || !floors.TryAdd(project, new Floor(ofSample, ofAll)))
            {
                problem = $"{File}: '{line}' is not 'PROJECT SAMPLE ALL', or is there twice";
                return null;
            }
        }

        problem = string.Empty;
        return floors;
    }

    private static double? Percent(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
        && value is >= 0 and <= 100
            ? value
            : null;
}
