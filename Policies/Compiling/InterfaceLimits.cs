using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Policies.Compiling;

/// <summary>What an interface has room for.</summary>
/// <param name="Slots">How many ranges.</param>
/// <param name="LargestRange">How many indices one range can hold.</param>
/// <param name="MayOverlap">
/// Whether ranges of one direction may share an index; then the first of them decides.
/// </param>
internal readonly record struct InterfaceLimits(int Slots, uint LargestRange, bool MayOverlap)
{
    /// <summary>The limits of an interface.</summary>
    public static InterfaceLimits Of(Interface of) => of == Interface.Allowlist
        ? new(AllowlistLayout.Slots, AllowlistLayout.MaxCount, MayOverlap: false)
        : new(FilterLayout.Slots, FilterLayout.MaxBitmapSize * 8, MayOverlap: true);
}
