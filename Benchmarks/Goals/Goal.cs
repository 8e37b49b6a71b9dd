using static System.FormattableString;

namespace MsrSpec.Benchmarks.Goals;

/// <summary>
/// What the ratio between two things is to be that are timed by turns in one run: noise hits both, so it is judged in
/// every run.
/// </summary>
/// <param name="Sentence">What is wanted.</param>
/// <param name="Measured">What was measured, for people.</param>
/// <param name="Share">How much of what is wanted was reached; from 1 on all of it.</param>
internal sealed record Goal(string Sentence, string Measured, double Share)
{
    /// <summary>A busy machine takes away something; half it does not.</summary>
    private const double LeastShare = 0.5;

    /// <summary>How it ended.</summary>
    public SectionResult Result =>
        Share >= 1 ? SectionResult.Met : Share >= LeastShare ? SectionResult.Missed : SectionResult.FarMissed;

    /// <summary>A ratio that is to be large.</summary>
    /// <param name="what">What is at least so many times as good as what.</param>
    /// <param name="ratio">The ratio that was measured.</param>
    /// <param name="least">The least that is wanted.</param>
    public static Goal AtLeast(string what, double ratio, double least) =>
        new(Invariant($"{what}: at least {least:0.0#}"), Invariant($"{ratio:F2}"), ratio / least);

    /// <summary>A ratio that is to be small.</summary>
    /// <param name="what">What is at most so many times as large as what.</param>
    /// <param name="ratio">The ratio that was measured.</param>
    /// <param name="most">The most that is wanted.</param>
    public static Goal AtMost(string what, double ratio, double most) =>
        new(Invariant($"{what}: at most {most:0.0#}"), Invariant($"{ratio:F2}"), most / ratio);

    /// <summary>Prints goals, and tells how the worst of them ended.</summary>
    public static SectionResult Judge(IReadOnlyCollection<Goal> goals, TextWriter output)
    {
        foreach (Goal goal in goals)
        {
            output.WriteLine($"  {Word(goal.Result)}  {goal.Sentence}; {goal.Measured}");
        }

        return goals.Count == 0 ? SectionResult.Met : goals.Max(goal => goal.Result);
    }

    private static string Word(SectionResult result) => result switch
    {
        SectionResult.Met or SectionResult.Skipped => "met   ",
        SectionResult.Missed => "missed",
        SectionResult.FarMissed or SectionResult.Different => "FAILED",
    };
}
