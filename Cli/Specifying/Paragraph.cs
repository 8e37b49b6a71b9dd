namespace MsrSpec.Cli.Specifying;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text.</param>
internal sealed record Paragraph(string Text) : Block;
