namespace MsrSpec.Fuzz.Targets.Dictionaries;

/// <summary>Bytes that inputs are made of.</summary>
/// <param name="Name">What they are, in letters, digits and underscores.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record DictionaryEntry(string Name, ReadOnlyMemory<byte> Bytes);
