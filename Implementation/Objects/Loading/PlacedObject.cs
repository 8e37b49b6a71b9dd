using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>An object whose sections have their places.</summary>
/// <param name="file">The object.</param>
/// <param name="sections">The places of its sections by their numbers; null for what is not loaded.</param>
internal sealed class PlacedObject(ObjectFile file, ImmutableArray<PlacedSection?> sections)
{
    /// <summary>The object.</summary>
    public ObjectFile File => file;

    /// <summary>The places of its sections by their numbers; null for what is not loaded.</summary>
    public ImmutableArray<PlacedSection?> Sections => sections;

    /// <summary>The value of one of its symbols: an address, or an offset from GS; null if it has none here.</summary>
    public ulong? ValueOf(ObjectSymbol symbol) => symbol.Place switch
    {
        SymbolPlace.Undefined => null,
        SymbolPlace.Absolute => symbol.Value,
        SymbolPlace.Section => sections[symbol.Section]?.Address + symbol.Value,
    };
}
