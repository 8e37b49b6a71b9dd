namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>A place in a section that is filled in when the object is loaded.</summary>
/// <param name="Section">The number of the section.</param>
/// <param name="Offset">The place's offset in it.</param>
/// <param name="Kind">What is filled in.</param>
/// <param name="Symbol">The number of the symbol that it is about.</param>
/// <param name="Addend">What is added to the symbol's address.</param>
internal readonly record struct ObjectRelocation(
    int Section, int Offset, RelocationKind Kind, int Symbol, long Addend)
{
    /// <summary>How many bytes are filled in.</summary>
    public int Width => Kind switch
    {
        RelocationKind.Nothing => 0,
        RelocationKind.Absolute64 or RelocationKind.Relative64 => sizeof(ulong),
        _ => sizeof(uint),
    };
}
