namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>A symbol of an object.</summary>
/// <param name="Name">Its name; that of a section's symbol is empty.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Section">The number of its section, where it is in one.</param>
/// <param name="Value">Its offset in the section, or its address.</param>
/// <param name="Size">Its bytes; 0 if unknown.</param>
/// <param name="IsFunction">Whether it is code (<c>STT_FUNC</c>).</param>
/// <param name="Binding">Who sees it, and which of several definitions counts.</param>
internal sealed record ObjectSymbol(
    string Name, SymbolPlace Place, int Section, ulong Value, ulong Size, bool IsFunction, SymbolBinding Binding)
{
    /// <summary>Whether it is in the section with that number.</summary>
    public bool IsIn(int section) => Place == SymbolPlace.Section && Section == section;
}
