namespace MsrSpec.PropertyTests.House.Folders;

/// <summary>One folder uses another.</summary>
/// <param name="From">The namespace that uses.</param>
/// <param name="To">The namespace that is used.</param>
public readonly record struct Arrow(string From, string To)
{
    /// <inheritdoc/>
    public override string ToString() => $"{From} -> {To}";
}
