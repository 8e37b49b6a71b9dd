namespace MsrSpec.Spec.Chapters;

/// <summary>A field of a structure, or one of a set of registers.</summary>
/// <param name="Name">Its name in the header file.</param>
/// <param name="Offset">Its offset in bytes.</param>
/// <param name="Size">Its size: a number of bytes, or a formula.</param>
/// <param name="Meaning">What it says.</param>
public sealed record LayoutField(string Name, int Offset, string Size, string Meaning);
