namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>An input that is kept.</summary>
/// <param name="Bytes">The input.</param>
/// <param name="Features">What it was the first to show.</param>
/// <param name="File">The name of the file that this process wrote for it, or null.</param>
internal sealed record CorpusEntry(byte[] Bytes, int[] Features, string? File);
