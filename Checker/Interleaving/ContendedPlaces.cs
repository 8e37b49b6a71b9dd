using System.Numerics;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>Where steps of more than one actor meet, and at least one of them changes something.</summary>
internal sealed class ContendedPlaces
{
    private readonly Dictionary<ulong, (ulong Touching, ulong Changing)> _places = [];

    /// <summary>The places.</summary>
    public HashSet<ulong> All =>
    [
        .. _places.Where(place => place.Value.Changing != 0 && BitOperations.PopCount(place.Value.Touching) > 1)
            .Select(place => place.Key),
    ];

    /// <summary>Takes down what a step of an actor does.</summary>
    public void Note(int actor, ReadOnlySpan<SharedAccess> accesses)
    {
        foreach (SharedAccess access in accesses)
        {
            (ulong touching, ulong changing) = _places.GetValueOrDefault(access.Place);
            bool changes = access.Kind is not (SharedAccessKind.Read or SharedAccessKind.Enter);
            _places[access.Place] = (touching | Actors.Bit(actor), changing | (changes ? Actors.Bit(actor) : 0));
        }
    }

    /// <summary>Whether a step is at one of some places.</summary>
    public static bool Touches(HashSet<ulong> places, ReadOnlySpan<SharedAccess> accesses)
    {
        foreach (SharedAccess access in accesses)
        {
            if (places.Contains(access.Place))
            {
                return true;
            }
        }

        return false;
    }
}
