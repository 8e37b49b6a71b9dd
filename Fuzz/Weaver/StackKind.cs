namespace MsrSpec.Fuzz.Weaver;

/// <summary>What a value on the evaluation stack is, as far as comparisons care.</summary>
internal enum StackKind
{
    /// <summary>A reference, a pointer, a floating-point number, a structure, or not known.</summary>
    Other,

    /// <summary>32 bits: integers up to that width, Booleans, characters and their enums.</summary>
    Int32,

    /// <summary>64 bits.</summary>
    Int64,
}
