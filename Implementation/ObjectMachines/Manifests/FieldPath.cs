namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>A field of what is laid out: <c>vm.arch.range_count</c>.</summary>
/// <param name="Source">As the manifest has it.</param>
/// <param name="Memory">What it is in: the part in front of the first dot.</param>
/// <param name="Path">The members that lead to it.</param>
internal sealed record FieldPath(ManifestText Source, string Memory, string Path)
{
    /// <summary>Takes a path apart; null if it has no dot.</summary>
    public static FieldPath? Of(ManifestText text)
    {
        int dot = text.Text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < text.Text.Length - 1
            ? new FieldPath(text, text.Text[..dot], text.Text[(dot + 1)..]) : null;
    }
}
