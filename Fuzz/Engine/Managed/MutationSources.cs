namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>What a mutator takes bytes from, besides its random numbers.</summary>
/// <param name="Dictionary">The words of the dictionary.</param>
/// <param name="Operands">The recent operands of comparisons.</param>
/// <param name="UsesCompares">Whether they are put into inputs.</param>
/// <param name="CrossesOver">Whether two inputs are mixed.</param>
/// <param name="OnlyAscii">Whether inputs are made of ASCII characters only.</param>
internal sealed record MutationSources(
    IReadOnlyList<byte[]> Dictionary, OperandRing Operands, bool UsesCompares, bool CrossesOver, bool OnlyAscii);
