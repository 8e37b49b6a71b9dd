using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>Objects that are loaded: what stands at which address.</summary>
internal sealed class ObjectImage
{
    private readonly IReadOnlyList<PlacedObject> _objects;
    private readonly Dictionary<string, ulong> _values = [];
    private readonly (ulong Start, ulong Size, string Name)[] _functions;
    private readonly Dictionary<ulong, BugEntry> _bugs = [];

    /// <summary>An image.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="traps">What stands for symbols that none of them defines.</param>
    /// <param name="bugs">Where their code says WARN and BUG.</param>
    public ObjectImage(IReadOnlyList<PlacedObject> objects, NamedTraps traps, IEnumerable<BugEntry> bugs)
    {
        _objects = objects;
        Traps = traps;
        Sections = [.. objects.SelectMany(placed => placed.Sections).OfType<PlacedSection>()];
        (ObjectSymbol Symbol, ulong Value)[] symbols =
        [
            .. from placed in objects
               from symbol in placed.File.Symbols
               let value = placed.ValueOf(symbol)
               where value is not null && symbol.Name.Length > 0
               orderby symbol.Binding == SymbolBinding.Local, symbol.Binding == SymbolBinding.Weak
               select (symbol, value.Value),
        ];
        foreach ((ObjectSymbol symbol, ulong value) in symbols)
        {
            _ = _values.TryAdd(symbol.Name, value);
        }

        _functions =
        [
            .. symbols.Where(entry => entry.Symbol.IsFunction)
                .Select(entry => (entry.Value, entry.Symbol.Size, entry.Symbol.Name))
                .OrderBy(function => function.Value),
        ];
        foreach (BugEntry bug in bugs)
        {
            _bugs[bug.Address] = bug;
        }
    }

    /// <summary>The sections that are loaded.</summary>
    public ImmutableArray<PlacedSection> Sections { get; }

    /// <summary>Those of them that hold data that the code can change.</summary>
    public IEnumerable<PlacedSection> Data => Sections.Where(
        section => section.Rights.HasFlag(PageRights.Write) && section.Section.Size > 0);

    /// <summary>What stands for symbols that no object defines.</summary>
    public NamedTraps Traps { get; }

    /// <summary>The entry of <c>__bug_table</c> for a UD2, or null.</summary>
    public BugEntry? BugAt(ulong address) => _bugs.TryGetValue(address, out BugEntry found) ? found : null;

    /// <summary>
    /// The value of a symbol that an object defines, of a global one first; null if there is none with that name.
    /// </summary>
    public ulong? ValueOf(string name) => _values.TryGetValue(name, out ulong value) ? value : null;

    /// <summary>
    /// The line of the source that the code at an address was compiled from, and the file's name as the object has it;
    /// null if no object says. Objects' lines are read when the first one is asked for.
    /// </summary>
    public (string File, int Line)? LineAt(ulong address) =>
        _objects.Select(placed => placed.LineAt(address)).FirstOrDefault(line => line is not null);

    /// <summary>What stands at an address: symbol or section with the distance from its start, or the bare number.
    /// </summary>
    public string PlaceOf(ulong address) =>
        FunctionAt(address, address)
        ?? Sections.Where(section => section.Holds(address))
            .Select(section => $"{section.Section.Name}+0x{address - section.Memory:x}").FirstOrDefault()
        ?? Traps.Describe(address)
        ?? $"0x{address:x}";

    /// <summary>The source line of code, to stand behind its place; nothing where there is none.</summary>
    public string LineBehind(ulong address) =>
        LineAt(address) is var (file, line) ? $" ({Path.GetFileName(file)}:{line})" : string.Empty;

    /// <summary>What stands at an address, and the source line of code.</summary>
    public string Where(ulong address) => PlaceOf(address) + LineBehind(address);

    /// <summary>
    /// Where a call was made, by the address that it returns to. Behind a call that never returns there may be the end
    /// of the function, so it is the byte in front that says which function and which line it is (<c>%pB</c> in the
    /// kernel).
    /// </summary>
    public string WhereFrom(ulong returnAddress) => CallerAt(returnAddress) ?? Where(returnAddress);

    /// <summary>As <see cref="WhereFrom"/>; null if no function is there.</summary>
    public string? CallerAt(ulong returnAddress) => FunctionAt(returnAddress - 1, returnAddress) is { } place
        ? place + LineBehind(returnAddress - 1) : null;

    private string? FunctionAt(ulong address, ulong shown)
    {
        int after = Array.FindIndex(_functions, function => function.Start > address);
        int at = (after < 0 ? _functions.Length : after) - 1;
        if (at < 0)
        {
            return null;
        }

        (ulong start, ulong size, string name) = _functions[at];
        bool isInside = size > 0
            ? address - start < size
            : Sections.Any(section => section.Holds(start) && section.Holds(address));
        return isInside ? $"{name}+0x{shown - start:x}" : null;
    }
}
