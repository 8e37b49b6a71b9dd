using CsCheck;

namespace MsrSpec.Checker.Sampling;

/// <summary>Draws the features that a sequence may have.</summary>
internal static class Swarms
{
    /// <summary>The usual features.</summary>
    private const Swarm All = (Swarm)((1 << 18) - 1);

    /// <summary>One sequence in 512: large ranges take long.</summary>
    private const uint SpreadBits = 0x1FF << 16;

    /// <summary>One sequence in eight.</summary>
    private const uint FewIndicesBits = 7 << 25;

    private const Swarm Refusals = Swarm.EmptyRanges | Swarm.FlaglessRanges | Swarm.UnknownFlags | Swarm.CutBuffers
        | Swarm.LargeCounts | Swarm.FailedAllocations | Swarm.TopBases;

    /// <summary>
    /// A few have large ranges and nothing that gets them refused. Of the others one in eight has every usual feature,
    /// three in eight have nothing that gets a call refused before the lock is taken, two in eight have no range, the
    /// rest have each other feature with even odds; and one in eight, whichever it is, has few indices.
    /// </summary>
    public static Swarm Draw(PCG random)
    {
        uint draw = random.Next();
        Swarm few = (draw & FewIndicesBits) == 0 ? Swarm.FewIndices : Swarm.None;
        return (draw & SpreadBits) == 0
            ? ((Swarm)draw & All & ~Refusals) | Swarm.Ranges | Swarm.MostlyAdds | Swarm.SpreadRanges
            : Usual(draw) | few;
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

    private static Swarm Usual(uint draw) => (draw >> 29) switch
    {
        0 => All,
        1 or 2 or 3 => ((Swarm)draw & All & ~Refusals) | Swarm.Ranges,
        4 or 5 => (Swarm)draw & All & ~Swarm.Ranges,
        _ => ((Swarm)draw & All) | Swarm.Ranges,
    };
}
