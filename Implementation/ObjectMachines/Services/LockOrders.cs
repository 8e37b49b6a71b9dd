using MsrSpec.Implementation.Objects.Findings;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>
/// In which orders locks were taken. Where they make a circle there are threads that can wait for each other for ever,
/// even if these calls did not (Documentation/locking/lockdep-design.rst).
/// </summary>
internal sealed class LockOrders
{
    private readonly Dictionary<(string From, string To), string> _places = [];

    /// <summary>One lock was taken, or waited for, while another was held.</summary>
    /// <param name="from">The class of the one that was held.</param>
    /// <param name="to">The class of the one that was taken.</param>
    /// <param name="place">Where.</param>
    /// <returns>What is wrong with that order; null if nothing is, or if it was met before.</returns>
    public Finding? Add(string from, string to, string place)
    {
        if (!_places.TryAdd((from, to), place) || Path(to, from, []) is not { } back)
        {
            return null;
        }

        return new Finding(
            FindingKind.LockOrder, $"{to} is taken under {from} by {place}, and elsewhere the other way round: {back}");
    }

    /// <summary>How one lock comes to be taken under another, step by step; null if it does not.</summary>
    private string? Path(string from, string to, HashSet<string> seen)
    {
        if (!seen.Add(from))
        {
            return null;
        }

        foreach (((string held, string taken), string place) in _places)
        {
            if (held == from)
            {
                string step = $"{taken} under {held} by {place}";
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
