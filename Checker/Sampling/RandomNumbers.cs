using CsCheck;

namespace MsrSpec.Checker.Sampling;

/// <summary>Draws from CsCheck's generator.</summary>
internal static class RandomNumbers
{
    /// <summary>
    /// A number from 0 to below <paramref name="limit"/> by multiplication: it takes no division, and its bias of at
    /// most one in 2^32 / limit does not matter for choosing edges.
    /// </summary>
    public static uint Below(this PCG random, uint limit) => (uint)(((ulong)random.Next() * limit) >> 32);
}
