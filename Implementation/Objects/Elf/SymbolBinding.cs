namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>Who sees a symbol, and which of several definitions counts (ELF gABI, chapter "Symbol Table").</summary>
internal enum SymbolBinding
{
    /// <summary>Its own object alone sees it (<c>STB_LOCAL</c>).</summary>
    Local,

    /// <summary>Every object sees it, and one of them defines it (<c>STB_GLOBAL</c>).</summary>
    Global,

    /// <summary>As a global one, but a global definition takes its place (<c>STB_WEAK</c>).</summary>
    Weak,
}
