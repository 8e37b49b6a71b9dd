using System.Numerics;
using MsrSpec.Policies.Compiling;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>
/// An interface over a few indices, searched whole: from no range on, whatever one range more can decide. It knows
/// nothing of windows or needs.
/// </summary>
/// <remarks>
/// A state is which of the pairs of index and direction are decided, and how: bit <c>2 * index</c> is the read, the
/// next one the write. A range decides what it covers and what no earlier one has decided; where ranges may not
/// overlap, none of what it covers may be decided.
/// </remarks>
internal sealed class SmallInterface
{
    private readonly int _pairs;
    private readonly byte[] _fewest;

    /// <summary>Searches.</summary>
    /// <param name="indices">How many indices there are, 1 to 6.</param>
    /// <param name="limits">The slots, the largest range, and whether ranges may overlap.</param>
    public SmallInterface(int indices, InterfaceLimits limits)
    {
        _pairs = 2 * indices;
        _fewest = new byte[1 << (2 * _pairs)];
        Array.Fill(_fewest, byte.MaxValue);
        _fewest[0] = 0;
        (int Covered, int Allowed)[] ranges = [.. Ranges(indices, (int)limits.LargestRange)];
        List<int> level = [0];
        for (byte count = 1; count <= limits.Slots && level.Count > 0; count++)
        {
            List<int> next = [];
            foreach (int state in level)
            {
                int decided = state >> _pairs;
                foreach ((int covered, int allowed) in ranges)
                {
                    if (!limits.MayOverlap && (decided & covered) != 0)
                    {
                        continue;
                    }

                    int more = state | (covered << _pairs) | (allowed & ~decided);
                    if (_fewest[more] == byte.MaxValue)
                    {
                        _fewest[more] = count;
                        next.Add(more);
                    }
                }
            }

            level = next;
        }
    }

    /// <summary>The fewest ranges that decide every pair as wanted, or null if there are too few slots.</summary>
    /// <param name="wanted">The pairs that are to be allowed; the default denies.</param>
    public int? Fewest(int wanted)
    {
        int all = (1 << _pairs) - 1;
        int fewest = byte.MaxValue;

        // All sets of decided pairs that hold the wanted ones: the others are denied by a bit or by the default.
        int free = all & ~wanted;
        for (int extra = free; ; extra = (extra - 1) & free)
        {
            fewest = Math.Min(fewest, _fewest[((wanted | extra) << _pairs) | wanted]);
            if (extra == 0)
            {
                return fewest == byte.MaxValue ? null : fewest;
            }
        }
    }

    private static IEnumerable<(int Covered, int Allowed)> Ranges(int indices, int largest)
    {
        foreach (int flags in new[] { 1, 2, 3 })
        {
            for (int first = 0; first < indices; first++)
            {
                for (int count = 1; count <= Math.Min(largest, indices - first); count++)
                {
                    int covered = Spread((1 << count) - 1) * flags << (2 * first);
                    for (int bits = 0; bits < 1 << count; bits++)
                    {
                        yield return (covered, Spread(bits) * flags << (2 * first));
                    }
                }
            }
        }
    }

    /// <summary>Bit i of a number as bit 2 * i.</summary>
    private static int Spread(int bits)
    {
        int spread = 0;
        for (int rest = bits; rest != 0; rest &= rest - 1)
        {
            spread |= 1 << (2 * BitOperations.TrailingZeroCount(rest));
        }

        return spread;
    }
}
