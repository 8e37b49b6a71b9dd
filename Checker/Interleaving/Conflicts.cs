using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>How two steps of different actors stand to each other.</summary>
internal static class Conflicts
{
    /// <summary>Whether it can matter which of two steps comes first.</summary>
    /// <param name="left">What the one does.</param>
    /// <param name="right">What the other does.</param>
    /// <param name="canSwap">Whether either can come first, where it matters.</param>
    public static bool Between(
        ReadOnlySpan<SharedAccess> left, ReadOnlySpan<SharedAccess> right, out bool canSwap)
    {
        bool conflict = false;
        canSwap = false;
        foreach (ref readonly SharedAccess one in left)
        {
            foreach (ref readonly SharedAccess other in right)
            {
                if (one.Place == other.Place && one.ConflictsWith(in other))
                {
                    conflict = true;
                    canSwap |= one.CanSwapWith(in other);
                }
            }
        }

        return conflict;
    }
}
