using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>
/// The definitions that objects give each other. As for a linker, a symbol has one definition that is not weak; as for
/// the kernel, of a module's symbols others see those alone that it exports.
/// </summary>
internal sealed class SharedSymbols
{
    /// <summary>Where a module has what the kernel knows of it (include/linux/module.h).</summary>
    private const string ModuleSection = ".gnu.linkonce.this_module";

    /// <summary>What the name of an export's entry begins with (include/linux/export.h).</summary>
    private const string ExportPrefix = "__ksymtab_";

    private readonly Dictionary<string, (PlacedObject Owner, ObjectSymbol Symbol)> _definitions = [];

    private SharedSymbols()
    {
    }

    /// <summary>The definitions of some objects.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="problem">Which symbol has two; empty if none has.</param>
    public static SharedSymbols? Of(IEnumerable<PlacedObject> objects, out string problem)
    {
        SharedSymbols shared = new();
        problem = string.Empty;
        foreach (PlacedObject owner in objects)
        {
            foreach (ObjectSymbol symbol in Given(owner.File))
            {
                if (!shared.TryAdd(owner, symbol))
                {
                    string other = shared._definitions[symbol.Name].Owner.File.Name;
                    problem = $"{owner.File.Name}: '{symbol.Name}' is defined here and in {other}";
                    return null;
                }
            }
        }

        return shared;
    }

    /// <summary>The definition of a name and whose it is, or null.</summary>
    public (PlacedObject Owner, ObjectSymbol Symbol)? Find(string name) =>
        _definitions.TryGetValue(name, out (PlacedObject, ObjectSymbol) found) ? found : null;

    private static IEnumerable<ObjectSymbol> Given(ObjectFile file)
    {
        HashSet<string>? exports = file.Section(ModuleSection) is null ? null
            :
            [
                .. file.Symbols.Where(symbol => symbol.Name.StartsWith(ExportPrefix, StringComparison.Ordinal))
                    .Select(symbol => symbol.Name[ExportPrefix.Length..]),
            ];
        return file.Symbols.Where(symbol => symbol.Binding != SymbolBinding.Local
            && symbol.Place != SymbolPlace.Undefined && exports?.Contains(symbol.Name) != false);
    }

    private bool TryAdd(PlacedObject owner, ObjectSymbol symbol)
    {
        if (_definitions.TryAdd(symbol.Name, (owner, symbol)) || symbol.Binding == SymbolBinding.Weak)
        {
            return true;
        }

        bool isInTheWay = _definitions[symbol.Name].Symbol.Binding != SymbolBinding.Weak;
        if (!isInTheWay)
        {
            _definitions[symbol.Name] = (owner, symbol);
        }

        return !isInTheWay;
    }
}
