using CsCheck;

namespace MsrSpec.Checker.Sampling;

/// <summary>Draws the features that a sequence may have.</summary>
internal static class Swarms
{
    private const Swarm All = (Swarm)((1 << 18) - 1);

    private const Swarm Refusals = Swarm.EmptyRanges | Swarm.FlaglessRanges | Swarm.UnknownFlags | Swarm.CutBuffers
        | Swarm.LargeCounts | Swarm.FailedAllocations | Swarm.TopBases;

    /// <summary>
    /// One in eight has every feature, three in eight have nothing that gets a call refused before the lock is taken,
    /// two in eight have no range, the rest have each other feature with even odds.
    /// </summary>
    public static Swarm Draw(PCG random)
    {
        uint draw = random.Next();
        return (draw >> 29) switch
        {
            0 => All,
            1 or 2 or 3 => ((Swarm)draw & All & ~Refusals) | Swarm.Ranges,
            4 or 5 => (Swarm)draw & All & ~Swarm.Ranges,
            _ => ((Swarm)draw & All) | Swarm.Ranges,
        };
    }

    /// <summary>Every choice of some features, none of them included.</summary>
    public static IEnumerable<Swarm> SubsetsOf(Swarm features)
    {
        Swarm subset = features;
        while (subset != Swarm.None)
        {
            yield return subset;
            subset = (subset - 1) & features;
        }

        yield return Swarm.None;
    }
}
