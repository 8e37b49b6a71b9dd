namespace MsrSpec.Cli.Specifying;

/// <summary>A list of sentences.</summary>
/// <param name="Items">The sentences.</param>
internal sealed record Bullets(IReadOnlyList<string> Items) : Block;
