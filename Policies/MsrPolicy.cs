using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies;

/// <summary>What a guest may do with every MSR: which ones it may read, and which ones it may write.</summary>
/// <param name="Read">The indices that it may read.</param>
/// <param name="Write">The indices that it may write.</param>
public sealed record MsrPolicy(IndexSet Read, IndexSet Write)
{
    /// <summary>The policy that allows nothing.</summary>
    public static MsrPolicy Nothing { get; } = new(IndexSet.Empty, IndexSet.Empty);

    /// <summary>Whether it allows nothing.</summary>
    public bool IsEmpty => Read.IsEmpty && Write.IsEmpty;

    /// <summary>What it allows in one direction.</summary>
    /// <param name="type">The direction: exactly one.</param>
    public IndexSet In(AccessFlags type) => type == AccessFlags.Read ? Read : Write;

    /// <summary>The directions in which it allows an index.</summary>
    public AccessFlags Allowed(uint index) =>
        (Read.Contains(index) ? AccessFlags.Read : AccessFlags.None)
        | (Write.Contains(index) ? AccessFlags.Write : AccessFlags.None);
}
