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
            if (!leftChoice.Equals(rightChoice) && Matters(reading, left, right))
            {
                ReadingSet changed = reading.WithChoiceOf(left.Readings, right.Readings);
                Witness? witness = Find(visible: true) ?? Find(visible: false);
                yield return new ReadingDifference(reading, leftChoice, rightChoice, witness);

                // What user space can see tells more than what the kernel holds.
                Witness? Find(bool visible) => search.Find(
                    () => Machine(left.Readings, visible), () => Machine(changed, visible),
                    TellsApart(left, right, visible), cancellation);
            }
        }
    }

    /// <summary>Of two interfaces nothing else can be compared: neither has the other's calls.</summary>
    private static bool Matters(Reading reading, Dialect left, Dialect right) =>
        left.Readings.Interface == right.Readings.Interface
            ? reading.Of is null || reading.Of == left.Readings.Interface
            : reading.Choice(left.Readings) is Interface;

    private static IMachine Machine(ReadingSet readings, bool visible)
    {
        ModelMachine model = new(readings);
        return visible ? new WithoutAllocations(model) : model;
    }

    private static Func<IReadOnlyList<Command>, bool> TellsApart(Dialect left, Dialect right, bool visible)
    {
        LockstepRunner runner = new(Machine(left.Readings, visible), Machine(right.Readings, visible));
        return commands => runner.Run([.. commands]) is { } divergence && divergence.Step == commands.Count - 1;
    }
}
