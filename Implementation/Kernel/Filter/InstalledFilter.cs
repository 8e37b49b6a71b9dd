using MsrSpec.Implementation.Kernel.Allowlist;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>What is published of a filter by one store of a reference.</summary>
/// <param name="Filter">The filter; null where there is none.</param>
/// <param name="Table">What it decides.</param>
internal sealed record InstalledFilter(DecodedFilter? Filter, DecisionTable Table)
{
    /// <summary>That of a fresh VM.</summary>
    public static InstalledFilter None { get; } = new(null, FilterTable.AllowAll);

    /// <summary>How many ranges it has.</summary>
    public int Ranges => Filter?.Ranges.Count ?? 0;
}
