namespace MsrSpec.Benchmarks.Quick;

/// <summary>One sentence that a measurement makes true or not.</summary>
public sealed record Goal(string Sentence, string Measured, bool IsMet)
{
    /// <summary>Prints the goals, and whether all are met.</summary>
    public static SectionResult Judge(IReadOnlyCollection<Goal> goals, TextWriter output)
    {
        foreach (Goal goal in goals)
        {
            output.WriteLine($"  {(goal.IsMet ? "met    " : "NOT MET")}  {goal.Sentence}: {goal.Measured}");
        }

        return goals.All(goal => goal.IsMet) ? SectionResult.Met : SectionResult.NotMet;
    }
}
