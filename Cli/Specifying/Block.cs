namespace MsrSpec.Cli.Specifying;

/// <summary>A piece of a document, before it is known how it is printed.</summary>
internal abstract record Block;
