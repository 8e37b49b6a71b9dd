using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>What each symbol of each object stands for: one address for one name.</summary>
/// <param name="shared">The definitions that objects give each other.</param>
/// <param name="traps">What stands for symbols without a definition.</param>
internal sealed class SymbolValues(SharedSymbols shared, NamedTraps traps)
{
    /// <summary>Gives a trap to each symbol that is used and that no object defines.</summary>
    /// <returns>Why that cannot be; empty if it can.</returns>
    public string AddTraps(IEnumerable<PlacedObject> objects)
    {
        Dictionary<string, SymbolUse> uses = [];
        foreach (PlacedObject owner in objects)
        {
            SymbolUse[] used = SymbolUses.Of(owner.File);
            for (int i = 0; i < used.Length; i++)
            {
                string name = owner.File.Symbols[i].Name;
                if (used[i] != SymbolUse.None && name.Length > 0 && Definition(owner, owner.File.Symbols[i]) is null)
                {
                    uses[name] = uses.GetValueOrDefault(name) | used[i];
                }
            }
        }

        return uses.Select(use => traps.Add(use.Key, use.Value)).FirstOrDefault(problem => problem.Length > 0)
            ?? string.Empty;
    }

    /// <summary>The value of a symbol.</summary>
    /// <param name="owner">The object that refers to it.</param>
    /// <param name="symbol">Its symbol.</param>
    /// <returns>An address or an offset from GS; null if it is in what is not loaded, or has no name.</returns>
    public ulong? ValueOf(PlacedObject owner, ObjectSymbol symbol) =>
        Definition(owner, symbol) is { } definition ? definition.Owner.ValueOf(definition.Symbol)
        : symbol.Name.Length > 0 ? traps.ValueOf(symbol.Name)
        : null;

    private (PlacedObject Owner, ObjectSymbol Symbol)? Definition(PlacedObject owner, ObjectSymbol symbol)
    {
        bool isOwn = symbol.Place != SymbolPlace.Undefined;
        bool isFinal = isOwn && symbol.Binding != SymbolBinding.Weak;
        return isFinal ? (owner, symbol) : shared.Find(symbol.Name) ?? (isOwn ? (owner, symbol) : null);
    }
}
