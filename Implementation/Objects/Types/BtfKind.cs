namespace MsrSpec.Implementation.Objects.Types;

/// <summary>The kinds of types in BTF, by their numbers (<c>BTF_KIND_*</c>).</summary>
internal enum BtfKind
{
    /// <summary>No type: <c>void</c>.</summary>
    Void = 0,

    /// <summary>An integer.</summary>
    Integer = 1,

    /// <summary>A pointer.</summary>
    Pointer = 2,

    /// <summary>An array.</summary>
    Array = 3,

    /// <summary>A struct.</summary>
    Struct = 4,

    /// <summary>A union.</summary>
    Union = 5,

    /// <summary>An enumeration of 32 bits.</summary>
    Enumeration = 6,

    /// <summary>A struct or union that is only declared.</summary>
    Forward = 7,

    /// <summary>A typedef.</summary>
    Typedef = 8,

    /// <summary><c>volatile</c>.</summary>
    Volatile = 9,

    /// <summary><c>const</c>.</summary>
    Const = 10,

    /// <summary><c>restrict</c>.</summary>
    Restrict = 11,

    /// <summary>A function with a name.</summary>
    Function = 12,

    /// <summary>What a function takes and returns.</summary>
    Prototype = 13,

    /// <summary>A variable.</summary>
    Variable = 14,

    /// <summary>A section of variables.</summary>
    DataSection = 15,

    /// <summary>A floating-point number.</summary>
    Float = 16,

    /// <summary>A note about a declaration.</summary>
    DeclarationTag = 17,

    /// <summary>A note about a type.</summary>
    TypeTag = 18,

    /// <summary>An enumeration of 64 bits.</summary>
    Enumeration64 = 19,
}
