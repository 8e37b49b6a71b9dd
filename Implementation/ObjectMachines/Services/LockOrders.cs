using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>
/// In which orders locks were taken. Where they make a circle there are threads that can wait for each other for ever,
/// even if these calls did not (Documentation/locking/lockdep-design.rst).
/// </summary>
/// <param name="image">Says what the code is that takes them.</param>
internal sealed class LockOrders(ObjectImage image)
{
    private readonly Dictionary<(string From, string To), ulong> _places = [];

    /// <summary>One lock was taken, or waited for, while another was held.</summary>
    /// <param name="from">The class of the one that was held.</param>
    /// <param name="to">The class of the one that was taken.</param>
    /// <param name="takenBy">Where the call returns to that took it.</param>
    /// <returns>What is wrong with that order; null if nothing is, or if it was met before.</returns>
    public Finding? Add(string from, string to, ulong takenBy)
    {
        if (!_places.TryAdd((from, to), takenBy) || Path(to, from, []) is not { } back)
        {
            return null;
        }

        return new Finding(
            FindingKind.LockOrder,
            $"{to} is taken under {from} by {image.WhereFrom(takenBy)}, and elsewhere the other way round: {back}");
    }

    /// <summary>How one lock comes to be taken under another, step by step; null if it does not.</summary>
    private string? Path(string from, string to, HashSet<string> seen)
    {
        if (!seen.Add(from))
        {
            return null;
        }

        foreach (((string held, string taken), ulong takenBy) in _places)
        {
            if (held == from)
            {
                string step = $"{taken} under {held} by {image.WhereFrom(takenBy)}";
                if (taken == to)
                {
                    return step;
                }

                if (Path(taken, to, seen) is { } rest)
                {
                    return $"{step}, {rest}";
                }
            }
        }

        return null;
    }
}
