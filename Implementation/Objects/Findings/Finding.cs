namespace MsrSpec.Implementation.Objects.Findings;

/// <summary>Something that is wrong with what a kernel's code has done.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What happened and where, in a sentence: symbol and offset, and the source's line if it is known.
/// </param>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Text;
}
