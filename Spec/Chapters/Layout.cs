using System.Collections.Immutable;

namespace MsrSpec.Spec.Chapters;

/// <summary>The bytes or registers by which something is asked and answered.</summary>
/// <param name="Title">What it is: a structure, a register set.</param>
/// <param name="Text">What there is to know before the fields.</param>
/// <param name="Fields">The fields in order.</param>
/// <param name="SizeHead">What the sizes of the fields are.</param>
public sealed record Layout(
    string Title, string Text, ImmutableArray<LayoutField> Fields, string SizeHead = "bytes");
