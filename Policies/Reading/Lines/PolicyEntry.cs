using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>What one place of a list says.</summary>
/// <param name="Run">Of which indices.</param>
/// <param name="Access">What a guest may do with them.</param>
/// <param name="Where">Where the indices stand.</param>
internal readonly record struct PolicyEntry(IndexRun Run, AccessFlags Access, Field Where)
{
    /// <summary>The directions that it speaks of: what allows nothing denies both.</summary>
    public AccessFlags Speaks => Access == AccessFlags.None ? AccessFlags.ReadWrite : Access;
}
