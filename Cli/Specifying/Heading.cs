namespace MsrSpec.Cli.Specifying;

/// <summary>A heading.</summary>
/// <param name="Level">Its level, from 1.</param>
/// <param name="Text">Its text.</param>
internal sealed record Heading(int Level, string Text) : Block;
