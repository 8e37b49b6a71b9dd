namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>Where a symbol is.</summary>
internal enum SymbolPlace
{
    /// <summary>In another object, or in the kernel (<c>SHN_UNDEF</c>).</summary>
    Undefined,

    /// <summary>In a section of this object.</summary>
    Section,

    /// <summary>Its value is its address (<c>SHN_ABS</c>).</summary>
    Absolute,
}
