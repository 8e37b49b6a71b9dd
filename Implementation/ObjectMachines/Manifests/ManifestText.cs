namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>A word of a manifest, and where it stands.</summary>
/// <param name="Text">The word.</param>
/// <param name="Place">The file, the line and the column, both from 1 on, with colons between them.</param>
internal sealed record ManifestText(string Text, string Place);
