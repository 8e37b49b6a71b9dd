namespace MsrSpec.PropertyTests.House;

/// <summary>What a piece of code allocates by itself.</summary>
internal static class AllocatedBytes
{
    private const int Rounds = 20;

    /// <summary>
    /// The least that any of several rounds allocates. What the code allocates, it does in every round. The runtime
    /// allocates on the same thread too, in few of them: it compiles the running loop anew, and its caches of types
    /// grow with whatever else the process does meanwhile. A single round measures both together.
    /// </summary>
    public static long LeastOf(Action round)
    {
        long least = long.MaxValue;
        for (int number = 0; number < Rounds; number++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
