using MsrSpec.Checker.Lockstep;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>Compares two dialects reading by reading.</summary>
public static class DialectComparison
{
    /// <summary>
    /// For each reading on which the dialects differ, a trace that tells the first dialect from itself with the second
    /// one's choice of that reading alone, and that tells the two dialects apart at the same command.
    /// </summary>
    public static IEnumerable<ReadingDifference> Compare(
        Dialect left, Dialect right, WitnessSearch search, CancellationToken cancellation = default)
    {
        foreach (Reading reading in Reading.All)
        {
            Enum leftChoice = reading.Choice(left.Readings);
            Enum rightChoice = reading.Choice(right.Readings);
            if (!leftChoice.Equals(rightChoice) && Matters(reading, left) && Matters(reading, right))
            {
                ReadingSet changed = reading.WithChoiceOf(left.Readings, right.Readings);
                Witness? witness = search.Find(
                    () => new ModelMachine(left.Readings), () => new ModelMachine(changed), TellsApart(left, right),
                    cancellation);
                yield return new ReadingDifference(reading, leftChoice, rightChoice, witness);
            }
        }
    }

    private static bool Matters(Reading reading, Dialect dialect) =>
        reading.Of is null || reading.Of == dialect.Readings.Interface;

    private static Func<IReadOnlyList<Command>, bool> TellsApart(Dialect left, Dialect right)
    {
        LockstepRunner runner = new(new ModelMachine(left.Readings), new ModelMachine(right.Readings));
        return commands => runner.Run([.. commands]) is { } divergence && divergence.Step == commands.Count - 1;
    }
}
