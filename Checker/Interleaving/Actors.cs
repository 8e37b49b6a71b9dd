using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>Actors as bits of a word.</summary>
internal static class Actors
{
    /// <summary>The bit of an actor.</summary>
    public static ulong Bit(int actor) => 1UL << actor;

    /// <summary>Who is ready.</summary>
    public static ulong Ready(ISchedulable run)
    {
        ulong ready = 0;
        for (int actor = 0; actor < run.Actors; actor++)
        {
            ready |= run.StatusOf(actor) == ThreadStatus.Ready ? Bit(actor) : 0;
        }

        return ready;
    }
}
