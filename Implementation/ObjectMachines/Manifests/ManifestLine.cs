using System.Collections.Immutable;

namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>A key of a manifest with its values.</summary>
/// <param name="Table">The table that it stands in; empty for none.</param>
/// <param name="Key">The key.</param>
/// <param name="Values">Its strings: one, or those of an array.</param>
/// <param name="IsArray">Whether it is an array.</param>
internal sealed record ManifestLine(
    string Table, ManifestText Key, ImmutableArray<ManifestText> Values, bool IsArray);
