using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Lines;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>An object whose sections have their places.</summary>
/// <param name="file">The object.</param>
/// <param name="sections">The places of its sections by their numbers; null for what is not loaded.</param>
internal sealed class PlacedObject(ObjectFile file, ImmutableArray<PlacedSection?> sections)
{
    private readonly Lazy<LineTable> _lines = new(() => LineTable.Of(file));

    /// <summary>The object.</summary>
    public ObjectFile File => file;

    /// <summary>The places of its sections by their numbers; null for what is not loaded.</summary>
    public ImmutableArray<PlacedSection?> Sections => sections;

    /// <summary>The source line of a byte of its code; null if it does not say, or the byte is not its own.</summary>
    public (string File, int Line)? LineAt(ulong address)
    {
        for (int i = 0; i < sections.Length; i++)
        {
            if (sections[i] is { } section && section.Rights.HasFlag(PageRights.Execute) && section.Holds(address))
            {
                return _lines.Value.Find(i, address - section.Memory);
            }
        }

        return null;
    }

    /// <summary>The value of one of its symbols: an address, or an offset from GS; null if it has none here.</summary>
    public ulong? ValueOf(ObjectSymbol symbol) => symbol.Place switch
    {
        SymbolPlace.Undefined => null,
        SymbolPlace.Absolute => symbol.Value,
        SymbolPlace.Section => sections[symbol.Section]?.Address + symbol.Value,
    };
}
